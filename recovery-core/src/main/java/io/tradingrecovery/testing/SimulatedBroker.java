package io.tradingrecovery.testing;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An exchange and a broker in memory, with one account, for tests: the one class of this library that takes orders. The
 * test sets the prices; orders trade against them, expire by the clock, and are told to the bot as a real broker tells
 * them, with whatever {@linkplain #faults faults} the test asks for. The {@linkplain #ledger ledger} is the truth to
 * compare with. Safe for use by many threads.
 *
 * <pre>{@code
 * SettableClock clock = SettableClock.at("2026-11-23T14:30:00Z");
 * SimulatedBroker broker = SimulatedBroker.builder(clock).instrument(Instrument.stock("AAPL")).build();
 * broker.setPrice("AAPL", "187.50");
 * broker.submit(Order.builder("c-1", "AAPL", BUY, MARKET).quantity(BigDecimal.TEN).build());
 * }</pre>
 *
 * <p>What it is not: a model of a market. There is one price at a time, any amount trades at it unless the test says
 * otherwise, and neither margin nor buying power is checked.
 */
public final class SimulatedBroker implements Broker {

    private final Object lock = new Object();
    private final Clock clock;
    private final AccountState identity;
    private final Set<BrokerCapability> capabilities;
    private final Books books;
    private final Timeline timeline;
    private final Exchange exchange;
    private final AccountEvents account;
    private final BrokerFaults faults = new BrokerFaults();
    private final ThreadLocal<Boolean> looking = ThreadLocal.withInitial(() -> false);
    private final Map<Read, Integer> asked = new EnumMap<>(Read.class);
    private int submissions;

    SimulatedBroker(SimulatedBrokerBuilder from) {
        clock = from.clock;
        capabilities = Set.copyOf(from.capabilities);
        identity = AccountState.of(from.accountId, from.environment, from.currency, null, Map.of(), null);
        books = new Books(clock.instant());
        timeline = new Timeline(clock.instant());
        Clearing clearing = new Clearing(books, timeline, from.fees, from::endOfDay);
        exchange = new Exchange(books, timeline, clearing, from::endOfDay);
        account = new AccountEvents(books, timeline, clearing, exchange);
        from.cash.forEach(books::addCash);
        from.instruments.forEach(exchange::list);
    }

    /** Starts a broker that tells the time by {@code clock}. */
    public static SimulatedBrokerBuilder builder(Clock clock) {
        return new SimulatedBrokerBuilder(clock);
    }

    /** What goes wrong between the bot and this broker. */
    public BrokerFaults faults() {
        return faults;
    }

    /** The truth of now, which no fault touches. */
    public BrokerLedger ledger() {
        return atTheBroker(() -> books.at(books.lastChange()));
    }

    /** The truth as it was at that moment; that of the beginning for an earlier one. */
    public BrokerLedger ledgerAt(Instant moment) {
        return atTheBroker(() -> books.at(books.changeAt(moment)));
    }

    /** How many times an order, a pair or a bracket was sent, also in vain. */
    public int submissions() {
        synchronized (lock) {
            return submissions;
        }
    }

    /** How many times a question was asked, also in vain. */
    public int timesAsked(Read question) {
        synchronized (lock) {
            return asked.getOrDefault(question, 0);
        }
    }

    /**
     * Takes an order, which may trade at once.
     *
     * @return the order as it stands then, with the broker's id
     * @throws BrokerException {@code REJECTED} if it is refused, with what is wrong with it
     */
    public Order submit(Order order) {
        return submit("submit " + order.clientOrderId(), () -> exchange.submit(List.of(order)))
                .get(0);
    }

    /** Takes two orders of which one is cancelled as soon as the other executes or ends; as {@link #submit}. */
    public List<Order> submitPair(Order one, Order other) {
        return submit("submit " + one.clientOrderId(), () -> exchange.submit(List.of(one, other)));
    }

    /**
     * Takes an entry with orders that protect it: they are held until the entry is filled, and then only one of them
     * executes; they are cancelled if the entry ends otherwise. As {@link #submit}.
     *
     * @return the entry, then its legs
     */
    public List<Order> submitBracket(Order entry, Order... legs) {
        return submit("submit " + entry.clientOrderId(), () -> exchange.submitBracket(entry, List.of(legs)));
    }

    private List<Order> submit(String what, Supplier<List<Order>> action) {
        synchronized (lock) {
            submissions++;
        }
        return write(what, faults.submits(), action);
    }

    /**
     * Cancels a working order.
     *
     * @throws BrokerException {@code REJECTED} if it is not known or has ended
     */
    public void cancel(String clientOrderId) {
        write("cancel " + clientOrderId, faults.cancels(), () -> {
            exchange.cancel(clientOrderId);
            return clientOrderId;
        });
    }

    /**
     * Puts an order with another client order id in the place of a working one. What the old one has filled stays its
     * own; the new one starts at zero.
     *
     * @throws BrokerException {@code REJECTED} if either is refused; the old one then works on
     */
    public Order replace(String clientOrderId, Order replacement) {
        return write("replace " + clientOrderId, faults.replaces(), () -> exchange.replace(clientOrderId, replacement));
    }

    private <T> T write(String what, WriteFaults on, Supplier<T> action) {
        WriteFaults.Fault fault = on.next();
        if (fault == null) {
            return atTheBroker(action);
        }
        switch (fault.kind()) {
            case LOSE_REQUEST -> {}
            case LOSE_ANSWER -> atTheBroker(() -> unheard(action));
            case DELAY ->
                atTheBroker(() -> {
                    timeline.at(timeline.now().plus(fault.delay()), () -> unheard(action));
                    return true;
                });
            case REJECT ->
                throw new BrokerException(BrokerException.Kind.REJECTED, "simulated: " + what + ": " + fault.reason());
            case HANG -> Faults.awaitRelease(what, faults.released());
        }
        throw Faults.timedOut(what);
    }

    /** Does what was asked; nobody hears of the answer, nor of a refusal. */
    @SuppressWarnings("ReturnValueIgnored")
    private static boolean unheard(Supplier<?> action) {
        try {
            action.get();
            return true;
        } catch (BrokerException refusal) {
            return false;
        }
    }

    /** Lets an instrument be traded from now on. */
    public void list(Instrument instrument) {
        happens(() -> exchange.list(instrument));
    }

    /**
     * Sets a price at which any amount trades until the next one, and executes the orders that it lets trade, in the
     * order of their acceptance.
     *
     * @throws IllegalArgumentException if the symbol is not listed
     */
    public void setPrice(String symbol, BigDecimal price) {
        happens(() -> exchange.price(symbol, price, null));
    }

    /** As {@link #setPrice(String, BigDecimal)}, the price as a text. */
    public void setPrice(String symbol, String price) {
        setPrice(symbol, new BigDecimal(price));
    }

    /** Sets a price at which only so much trades until the next one, so that orders fill in part. */
    public void setPrice(String symbol, BigDecimal price, BigDecimal available) {
        happens(() -> exchange.price(symbol, price, available));
    }

    /**
     * Executes a part of a working order, whatever the market.
     *
     * @throws IllegalArgumentException if the order is not working, or can't fill so much
     */
    public void fill(String clientOrderId, BigDecimal quantity, BigDecimal price) {
        happens(() -> exchange.fill(clientOrderId, quantity, price));
    }

    /** Credits cash; a negative amount is a withdrawal. */
    public void deposit(String currency, BigDecimal amount) {
        Activity.Kind kind = amount.signum() < 0 ? Activity.Kind.WITHDRAWAL : Activity.Kind.DEPOSIT;
        happens(() -> account.cash(kind, null, currency, amount));
    }

    /** Credits interest; a negative amount is charged. */
    public void interest(String currency, BigDecimal amount) {
        happens(() -> account.cash(Activity.Kind.INTEREST, null, currency, amount));
    }

    /** Charges a fee that belongs to no fill. */
    public void chargeFee(String currency, BigDecimal amount) {
        happens(() -> account.cash(Activity.Kind.FEE, null, currency, amount.negate()));
    }

    /** Pays so much for each unit held, or charges it for each unit short; nothing happens if the account is flat. */
    public void payDividend(String symbol, BigDecimal perUnit) {
        happens(() -> account.dividend(symbol, perUnit));
    }

    /** Moves units into the account, at no price, or out of it if negative. */
    public void transfer(String symbol, BigDecimal units) {
        happens(() -> account.transfer(symbol, units));
    }

    /**
     * Splits an instrument: {@code before} units become {@code after}. Its orders are cancelled, its price is scaled, and
     * what is no whole step of it is paid out in cash if there is a price.
     */
    public void split(String symbol, int before, int after) {
        happens(() -> account.split(symbol, BigDecimal.valueOf(before), BigDecimal.valueOf(after)));
    }

    /** Renames an instrument; its asset id stays. Its orders are cancelled, its position goes to the new name. */
    public void changeSymbol(String symbol, String newSymbol) {
        happens(() -> account.changeSymbol(symbol, newSymbol));
    }

    @Override
    public AccountState account() {
        return read(Read.ACCOUNT, answers -> answers.account(identity, exchange));
    }

    @Override
    public List<Position> positions() {
        return read(Read.POSITIONS, Answers::positions);
    }

    @Override
    public List<Order> openOrders() {
        return read(Read.OPEN_ORDERS, Answers::openOrders);
    }

    @Override
    public OrderLookup findOrder(OrderKey key) {
        BrokerCapability needed = key.clientOrderId() == null
                ? BrokerCapability.EXACT_LOOKUP_BY_BROKER_ORDER_ID
                : BrokerCapability.EXACT_LOOKUP_BY_CLIENT_ORDER_ID;
        return read(
                Read.FIND_ORDER,
                answers -> capabilities.contains(needed)
                        ? answers.findOrder(key)
                        : new OrderLookup.Unsupported("simulated: without " + needed));
    }

    @Override
    public FillHistory fillsSince(Instant from) {
        return read(
                Read.FILLS,
                answers -> capabilities.contains(BrokerCapability.FILLS)
                        ? answers.fillsSince(from)
                        : new FillHistory.Unsupported("simulated: without fills"));
    }

    @Override
    public ActivityHistory activitiesSince(Instant from) {
        return read(
                Read.ACTIVITIES,
                answers -> capabilities.contains(BrokerCapability.ACTIVITIES)
                        ? answers.activitiesSince(from)
                        : new ActivityHistory.Unsupported("simulated: without activities"));
    }

    @Override
    public Set<BrokerCapability> capabilities() {
        return capabilities;
    }

    @SuppressWarnings("NullAway") // A null answer is one of the faults.
    private <T> T read(Read read, Function<Answers, T> question) {
        runBetweenReads();
        synchronized (lock) {
            asked.merge(read, 1, Integer::sum);
        }
        List<Fault> active = faults.next(read);
        active.forEach(fault -> fault.before(read));
        T answer = atTheBroker(() -> question.apply(new Answers(read, books, timeline.now(), active)));
        return active.stream().anyMatch(Fault::answersNull) ? null : answer;
    }

    private void runBetweenReads() {
        Runnable work = faults.betweenReads();
        if (work != null && !looking.get()) {
            looking.set(true);
            try {
                work.run();
            } finally {
                looking.remove();
            }
        }
    }

    private void happens(Runnable work) {
        atTheBroker(() -> {
            work.run();
            return true;
        });
    }

    /** Does something under the lock, after everything that was due before it. */
    private <T> T atTheBroker(Supplier<T> work) {
        synchronized (lock) {
            timeline.catchUp(clock.instant());
            return work.get();
        }
    }
}
