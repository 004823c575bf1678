package io.tradingrecovery.testing;

import static io.tradingrecovery.testing.Admission.rejected;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TimeInForce;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Takes orders and works them. Not thread-safe; {@link SimulatedBroker} calls it under its lock. */
final class Exchange {

    private final Books books;
    private final Timeline timeline;
    private final Clearing clearing;
    private final UnaryOperator<Instant> endOfDay;
    private final Map<String, Market> markets = new LinkedHashMap<>();
    private final Map<String, Working> working = new LinkedHashMap<>();
    private long accepted;

    Exchange(Books books, Timeline timeline, Clearing clearing, UnaryOperator<Instant> endOfDay) {
        this.books = books;
        this.timeline = timeline;
        this.clearing = clearing;
        this.endOfDay = endOfDay;
    }

    void list(Instrument instrument) {
        markets.put(instrument.symbol(), new Market(instrument));
    }

    @Nullable
    Market marketOrNull(String symbol) {
        return markets.get(symbol);
    }

    Market market(String symbol) {
        Market market = markets.get(symbol);
        if (market == null) {
            throw new IllegalArgumentException(
                    "Symbol " + symbol + " is not listed here; listed are " + markets.keySet());
        }
        return market;
    }

    void rename(Market market, String symbol) {
        markets.remove(market.instrument().symbol());
        market.rename(symbol);
        markets.put(symbol, market);
    }

    /** Takes one order, or a pair of which only one is to execute. */
    List<Order> submit(List<Order> orders) {
        orders.forEach(this::admit);
        books.begin(timeline.now());
        Object group = orders.size() > 1 ? new Object() : null;
        List<Working> taken = orders.stream()
                .map(order -> take(order, OrderStatus.NEW, group))
                .toList();
        taken.forEach(this::workFirst);
        return taken.stream().map(order -> latest(order.id())).toList();
    }

    /** Takes an entry with legs that are held until it is filled; of the legs only one executes. */
    List<Order> submitBracket(Order entry, List<Order> legs) {
        admit(entry);
        List<Order> held = new ArrayList<>();
        for (Order leg : legs) {
            Admission.check(leg, instrument(leg), BigDecimal.valueOf(Long.MAX_VALUE), timeline.now());
            refuseTakenId(leg);
            held.add(leg.toBuilder().parentOrderId(entry.clientOrderId()).build());
        }
        books.begin(timeline.now());
        Working first = take(entry, OrderStatus.NEW, null);
        Object group = new Object();
        held.forEach(leg -> take(leg, OrderStatus.HELD, group));
        workFirst(first);
        List<Order> taken = new ArrayList<>();
        taken.add(latest(entry.clientOrderId()));
        held.forEach(leg -> taken.add(latest(leg.clientOrderId())));
        return taken;
    }

    private void admit(Order order) {
        refuseTakenId(order);
        Instrument instrument = instrument(order);
        BigDecimal held = Clearing.quantity(books.position(order.symbol()));
        Admission.check(order, instrument, held, timeline.now());
    }

    private Instrument instrument(Order order) {
        Market market = markets.get(order.symbol());
        if (market == null) {
            throw rejected(order, order.symbol() + " is not listed here; listed are " + markets.keySet());
        }
        return market.instrument();
    }

    private void refuseTakenId(Order order) {
        if (books.knows(order.clientOrderId())) {
            throw rejected(order, "its client order id is taken; client order ids are used once");
        }
    }

    private Working take(Order order, OrderStatus status, @Nullable Object group) {
        Instrument instrument = market(order.symbol()).instrument();
        Order taken = order.toBuilder()
                .brokerOrderId(String.format("B-%06d", ++accepted))
                .status(status)
                .filledQuantity(BigDecimal.ZERO)
                .averageFillPrice(null)
                .multiplier(instrument.multiplier())
                .assetId(instrument.assetId())
                .replacedBy(null)
                .tags(Map.of())
                .createdAt(null)
                .submittedAt(timeline.now())
                .updatedAt(timeline.now())
                .build();
        Working next = new Working(taken, group);
        working.put(next.id(), next);
        books.put(taken);
        Instant end = endOf(taken);
        if (end != null) {
            timeline.at(end, () -> end(next, OrderStatus.EXPIRED));
        }
        return next;
    }

    private @Nullable Instant endOf(Order order) {
        return switch (order.timeInForce()) {
            case DAY -> endOfDay.apply(timeline.now());
            case GTD -> order.expiresAt();
            default -> null;
        };
    }

    private void workFirst(Working order) {
        work(order);
        TimeInForce time = order.order.timeInForce();
        if (time == TimeInForce.IOC || time == TimeInForce.FOK) {
            end(order, OrderStatus.CANCELED);
        }
    }

    /** Lets the market of a symbol be at a price, with so much to trade at it. */
    void price(String symbol, BigDecimal price, @Nullable BigDecimal available) {
        Market market = market(symbol);
        market.set(price, available);
        for (Working order : List.copyOf(working.values())) {
            if (order.order.symbol().equals(symbol)) {
                work(order);
            }
        }
    }

    private void work(Working order) {
        Market market = market(order.order.symbol());
        BigDecimal price = market.price();
        if (price == null || !isWorking(order) || order.order.status() == OrderStatus.HELD) {
            return;
        }
        if (!triggered(order, price) || !Matching.trades(order.order, price)) {
            return;
        }
        BigDecimal remaining = Matching.remaining(order.order, market.instrument(), price);
        if (remaining.signum() <= 0) {
            end(order, OrderStatus.CANCELED);
            return;
        }
        BigDecimal quantity = market.available(remaining);
        boolean allOrNothing = order.order.timeInForce() == TimeInForce.FOK;
        if (quantity.signum() > 0 && !(allOrNothing && quantity.compareTo(remaining) < 0)) {
            market.take(quantity);
            execute(order, quantity, price);
        }
    }

    private boolean triggered(Working order, BigDecimal price) {
        OrderType type = order.order.type();
        if (type == OrderType.MARKET || type == OrderType.LIMIT || order.triggered) {
            return true;
        }
        order.triggered = Matching.triggers(order.order, price);
        if (!order.triggered && type == OrderType.TRAILING_STOP) {
            BigDecimal stop = Matching.trail(order.order, price);
            BigDecimal current = order.order.stopPrice();
            if (stop != null && (current == null || stop.compareTo(current) != 0)) {
                books.begin(timeline.now());
                tell(order, order.order.toBuilder().stopPrice(stop));
            }
        }
        return order.triggered;
    }

    /**
     * Executes an order outside of the market.
     *
     * @throws IllegalArgumentException if it can't execute so much
     */
    void fill(String clientOrderId, BigDecimal quantity, BigDecimal price) {
        Working order = working.get(clientOrderId);
        if (order == null || order.order.status() == OrderStatus.HELD) {
            throw new IllegalArgumentException("Order " + clientOrderId + " is not working; working are "
                    + working.keySet() + ", held legs among them");
        }
        BigDecimal remaining =
                Matching.remaining(order.order, market(order.order.symbol()).instrument(), price);
        if (quantity.signum() <= 0 || quantity.compareTo(remaining) > 0) {
            throw new IllegalArgumentException("Order " + clientOrderId + " can't fill " + quantity
                    + "; give a quantity above 0 and at most " + remaining);
        }
        execute(order, quantity, price);
    }

    private void execute(Working order, BigDecimal quantity, BigDecimal price) {
        Instrument instrument = market(order.order.symbol()).instrument();
        Instant time = books.begin(timeline.now());
        Order.Builder next = order.order.toBuilder()
                .averageFillPrice(Matching.average(order.order, quantity, price))
                .filledQuantity(Matching.filled(order.order).add(quantity));
        boolean done = Matching.remaining(next.build(), instrument, price).signum() <= 0;
        tell(order, next.status(done ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED));
        clearing.book(order.order, instrument, quantity, price, time);
        if (done) {
            working.remove(order.id());
        }
        endGroupOf(order);
        if (done) {
            activateLegsOf(order.id());
        }
    }

    private void activateLegsOf(String clientOrderId) {
        List<Working> legs = working.values().stream()
                .filter(leg -> leg.belongsTo(clientOrderId) && leg.order.status() == OrderStatus.HELD)
                .toList();
        if (!legs.isEmpty()) {
            books.begin(timeline.now());
            legs.forEach(leg -> tell(leg, leg.order.toBuilder().status(OrderStatus.NEW)));
            legs.forEach(this::work);
        }
    }

    void cancel(String clientOrderId) {
        end(working(clientOrderId), OrderStatus.CANCELED);
    }

    /** Puts another order in the place of one, in one step; it keeps the one's legs and its pair. */
    Order replace(String clientOrderId, Order replacement) {
        Working old = working(clientOrderId);
        if (!replacement.symbol().equals(old.order.symbol()) || replacement.side() != old.order.side()) {
            throw rejected(
                    replacement,
                    "it is to replace " + clientOrderId + ", a " + old.order.side() + " of " + old.order.symbol()
                            + "; keep side and symbol");
        }
        refuseTakenId(replacement);
        Admission.check(replacement, instrument(replacement), BigDecimal.valueOf(Long.MAX_VALUE), timeline.now());
        OrderStatus status = old.order.status() == OrderStatus.HELD ? OrderStatus.HELD : OrderStatus.NEW;
        books.begin(timeline.now());
        working.remove(clientOrderId);
        tell(old, old.order.toBuilder().status(OrderStatus.REPLACED).replacedBy(replacement.clientOrderId()));
        Working next = take(
                replacement.toBuilder()
                        .replaces(clientOrderId)
                        .parentOrderId(old.order.parentOrderId())
                        .build(),
                status,
                old.group);
        working.values().stream()
                .filter(leg -> leg.belongsTo(clientOrderId))
                .forEach(leg -> tell(leg, leg.order.toBuilder().parentOrderId(next.id())));
        workFirst(next);
        return latest(next.id());
    }

    private Working working(String clientOrderId) {
        Working order = working.get(clientOrderId);
        if (order == null) {
            Order known = books.order(clientOrderId, books.lastChange());
            throw new BrokerException(
                    BrokerException.Kind.REJECTED,
                    "Order " + clientOrderId + " can't be changed: "
                            + (known == null ? "it is not known here" : "it is " + known.status()));
        }
        return order;
    }

    /** Ends every order of a symbol, as a change of the instrument does. */
    void cancelAllOf(String symbol) {
        finishAll(order -> order.order.symbol().equals(symbol));
    }

    private void end(Working order, OrderStatus status) {
        if (isWorking(order)) {
            finish(order, status);
            endGroupOf(order);
        }
    }

    private void endGroupOf(Working order) {
        if (order.group != null) {
            finishAll(other -> other != order && other.group == order.group);
        }
    }

    private void finishAll(Predicate<Working> which) {
        for (Working order : List.copyOf(working.values())) {
            if (isWorking(order) && which.test(order)) {
                finish(order, OrderStatus.CANCELED);
            }
        }
    }

    private void finish(Working order, OrderStatus status) {
        books.begin(timeline.now());
        working.remove(order.id());
        tell(order, order.order.toBuilder().status(status));
        finishAll(leg -> leg.belongsTo(order.id()));
    }

    private boolean isWorking(Working order) {
        return working.get(order.id()) == order;
    }

    private void tell(Working order, Order.Builder next) {
        order.order = next.updatedAt(timeline.now()).build();
        books.put(order.order);
    }

    private Order latest(String clientOrderId) {
        return Objects.requireNonNull(books.order(clientOrderId, books.lastChange()));
    }
}
