package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEnvironment;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A market at random: a bot and a stranger trade, the bot's state is copied at one moment, its journal ends at a later one,
 * and the broker goes on. Its ledger is the truth.
 */
final class World {

    private static final List<String> SYMBOLS = List.of("AAPL", "MSFT", "SPY", "BTC/USD");
    private static final Instant START = Instant.parse("2026-11-23T14:00:00Z");

    /** The broker's side of an order, and when the bot learned of it. */
    private static final class Entry {
        Order row;
        final boolean ours;
        final boolean successor;
        final List<Fill> fills = new ArrayList<>();

        Entry(Order row, boolean ours, boolean successor) {
            this.row = row;
            this.ours = ours;
            this.successor = successor;
        }
    }

    final Random random;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Fill> fills = new ArrayList<>();
    private final List<Activity> activities = new ArrayList<>();
    private final Map<String, BigDecimal> quantities = new TreeMap<>();
    private final Map<String, JournaledOrder> journal = new LinkedHashMap<>();
    private final Map<String, BigDecimal> withheld = new TreeMap<>();
    private final Set<Fill> hidden = new java.util.HashSet<>();
    private BigDecimal cash = new BigDecimal("100000");
    private Instant now = START;
    private int serial;
    private @Nullable SystemStateSnapshot copy;
    private boolean alive = true;

    World(long seed) {
        random = new Random(seed);
        steps(10 + random.nextInt(30));
        copy = copyNow();
        steps(random.nextInt(12));
        alive = false;
        steps(random.nextInt(25));
        now = now.plusSeconds(30);
    }

    SavedState saved(boolean cold) {
        return new SavedState(
                cold ? null : copy,
                new JournalState(List.copyOf(journal.values()), List.of(), List.of(), null),
                Set.of(),
                List.of(),
                true,
                false);
    }

    /** What was held back of each symbol's executions, signed. */
    Map<String, BigDecimal> withheld() {
        return withheld;
    }

    /**
     * Holds back a symbol's executions of the stranger's orders that nothing else shows: those that began and ended after
     * the copy, and took no other order's place.
     */
    void withholdStrangers(String symbol) {
        Instant takenAt = Objects.requireNonNull(copy).takenAt();
        for (Entry entry : entries.values()) {
            Order row = entry.row;
            boolean shown = entry.ours
                    || entry.successor
                    || !row.status().isTerminal()
                    || !Objects.requireNonNull(row.submittedAt()).isAfter(takenAt);
            // Of an activity from just before the copy nothing tells whether the copy has it: it may explain by chance.
            boolean blurred = activities.stream()
                    .anyMatch(activity ->
                            symbol.equals(activity.symbol()) && !activity.time().isAfter(takenAt));
            if (!shown && !blurred && row.symbol().equals(symbol)) {
                hidden.addAll(entry.fills);
                entry.fills.forEach(fill -> withheld.merge(symbol, signed(fill), BigDecimal::add));
            }
        }
    }

    static List<String> symbols() {
        return SYMBOLS;
    }

    /** The answers to all questions, however often they lead to others. */
    BrokerView view(SavedState saved, boolean shuffled, boolean fillsSupported) {
        BrokerView view = facts(shuffled, fillsSupported);
        Map<OrderKey, LookupAnswer> answers = new HashMap<>();
        List<OrderKey> questions = Reconciler.questions(saved, view, ReconcilePolicy.defaults());
        while (!questions.isEmpty()) {
            questions.forEach(key -> answers.put(key, new LookupAnswer.Answered(lookUp(key))));
            view = view.withLookups(answers);
            questions = Reconciler.questions(saved, view, ReconcilePolicy.defaults());
        }
        return view;
    }

    private BrokerView facts(boolean shuffled, boolean fillsSupported) {
        List<Order> open = new ArrayList<>(entries.values().stream()
                .map(entry -> entry.row)
                .filter(row -> !row.status().isTerminal())
                .toList());
        List<Fill> history = new ArrayList<>(fills);
        history.removeAll(hidden);
        List<Position> positions = new ArrayList<>(positions());
        List<Activity> others = new ArrayList<>(activities);
        if (shuffled) {
            Random order = new Random(7);
            Collections.shuffle(open, order);
            Collections.shuffle(history, order);
            Collections.shuffle(positions, order);
            Collections.shuffle(others, order);
            if (!open.isEmpty()) {
                open.add(open.get(0));
            }
        }
        return new BrokerView(
                now,
                account(),
                positions,
                open,
                Map.of(),
                fillsSupported ? new FillHistory.Complete(history) : new FillHistory.Unsupported("no executions"),
                new ActivityHistory.Complete(others),
                EnumSet.allOf(BrokerCapability.class),
                true);
    }

    private OrderLookup lookUp(OrderKey key) {
        return entries.values().stream()
                .map(entry -> entry.row)
                .filter(row ->
                        key.clientOrderId() == null || key.clientOrderId().equals(row.clientOrderId()))
                .filter(row ->
                        key.brokerOrderId() == null || key.brokerOrderId().equals(row.brokerOrderId()))
                .findFirst()
                .<OrderLookup>map(OrderLookup.Found::new)
                .orElseGet(OrderLookup.NotFound::new);
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plusMillis(1 + random.nextInt(9_000));
            step();
        }
    }

    private void step() {
        int dice = random.nextInt(20);
        if (dice < 6) {
            submit(alive && dice > 0);
        } else if (dice < 14) {
            withOpen(this::fill);
        } else if (dice < 16) {
            withOpen(entry -> end(entry, random.nextBoolean() ? OrderStatus.CANCELED : OrderStatus.EXPIRED));
        } else if (dice < 18) {
            withOpen(this::replace);
        } else if (dice == 18) {
            split();
        } else {
            deposit();
        }
    }

    private void submit(boolean ours) {
        String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        OrderSide side = random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
        String id = (ours ? "bot-" : "manual-") + ++serial;
        Order intent = Order.builder(id, symbol, side, OrderType.LIMIT)
                .quantity(amount(1 + random.nextInt(900), symbol))
                .limitPrice(new BigDecimal("50"))
                .multiplier(BigDecimal.ONE)
                .createdAt(ours ? now : null)
                .build();
        if (ours) {
            journal.put(id, new JournaledOrder(intent, List.of(), null));
            if (random.nextInt(12) == 0) {
                // Lost on its way.
                return;
            }
        }
        Entry entry = new Entry(
                intent.toBuilder()
                        .brokerOrderId("b-" + serial)
                        .status(OrderStatus.NEW)
                        .submittedAt(now)
                        .build(),
                ours,
                false);
        entries.put(id, entry);
        if (ours && random.nextInt(8) > 0) {
            // Else the answer was lost.
            learn(entry);
        }
    }

    private void fill(Entry entry) {
        Order row = entry.row;
        BigDecimal done = row.filledQuantity() == null ? BigDecimal.ZERO : row.filledQuantity();
        BigDecimal left = Objects.requireNonNull(row.quantity()).subtract(done);
        BigDecimal part = left.multiply(new BigDecimal("0.25"));
        BigDecimal quantity = random.nextInt(3) == 0 || part.scale() > 12 ? left : part;
        BigDecimal price = BigDecimal.valueOf(4_000 + random.nextInt(2_000), 2);
        BigDecimal total = done.add(quantity);
        BigDecimal notional = price.multiply(quantity);
        if (row.averageFillPrice() != null) {
            notional = notional.add(row.averageFillPrice().multiply(done));
        }
        Fill fill = Fill.builder("x-" + ++serial, row.symbol(), row.side(), quantity, now)
                .clientOrderId(random.nextBoolean() ? row.clientOrderId() : null)
                .brokerOrderId(row.brokerOrderId())
                .price(price)
                .cumulativeQuantity(random.nextBoolean() ? total : null)
                .fee(new BigDecimal("0.10"), "USD")
                .build();
        boolean complete = total.compareTo(row.quantity()) == 0;
        entry.row = row.toBuilder()
                .filledQuantity(total)
                .averageFillPrice(notional.divide(total, MathContext.DECIMAL64))
                .status(complete ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED)
                .updatedAt(now)
                .build();
        entry.fills.add(fill);
        fills.add(fill);
        quantities.merge(row.symbol(), signed(fill), BigDecimal::add);
        cash = cash.subtract(signed(fill).multiply(price)).subtract(new BigDecimal("0.10"));
        learn(entry);
    }

    private void end(Entry entry, OrderStatus status) {
        entry.row = entry.row.toBuilder().status(status).updatedAt(now).build();
        learn(entry);
    }

    private void replace(Entry entry) {
        String id = (entry.ours ? "generated-" : "manual-") + ++serial;
        BigDecimal done = entry.row.filledQuantity() == null ? BigDecimal.ZERO : entry.row.filledQuantity();
        Order successor = Order.builder(id, entry.row.symbol(), entry.row.side(), OrderType.LIMIT)
                .brokerOrderId("b-" + serial)
                .quantity(Objects.requireNonNull(entry.row.quantity()).subtract(done))
                .limitPrice(new BigDecimal("51"))
                .multiplier(BigDecimal.ONE)
                .status(OrderStatus.NEW)
                .submittedAt(now)
                .build();
        entry.row = entry.row.toBuilder()
                .status(OrderStatus.REPLACED)
                .replacedBy(successor.brokerOrderId())
                .updatedAt(now)
                .build();
        Entry next = new Entry(successor, entry.ours, true);
        entries.put(id, next);
        learn(entry);
        learn(next);
    }

    private void split() {
        String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        BigDecimal held = quantities.getOrDefault(symbol, BigDecimal.ZERO);
        if (held.signum() != 0) {
            quantities.put(symbol, held.add(held));
            activities.add(
                    new Activity("a-" + ++serial, Activity.Kind.SPLIT, now, symbol, null, held, null, null, null));
        }
    }

    private void deposit() {
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(1_000));
        cash = cash.add(amount);
        activities.add(
                new Activity("a-" + ++serial, Activity.Kind.DEPOSIT, now, null, null, null, "USD", amount, null));
    }

    /** The journal hears of an order of the bot's for as long as the bot lives. */
    private void learn(Entry entry) {
        if (alive && entry.ours) {
            Instant closedAt = entry.row.status().isTerminal() ? now : null;
            journal.put(entry.row.clientOrderId(), new JournaledOrder(entry.row, entry.fills, closedAt));
        }
    }

    private void withOpen(java.util.function.Consumer<Entry> action) {
        List<Entry> open = entries.values().stream()
                .filter(entry -> !entry.row.status().isTerminal())
                .toList();
        if (!open.isEmpty()) {
            action.accept(open.get(random.nextInt(open.size())));
        }
    }

    /** What the engine knows now; it does not book a stranger's orders, but takes over what the broker holds. */
    private SystemStateSnapshot copyNow() {
        return SystemStateSnapshot.builder(now)
                .positions(positions())
                .orders(entries.values().stream().map(entry -> entry.row).toList())
                .fills(fills)
                .account(account())
                .build();
    }

    private List<Position> positions() {
        return quantities.entrySet().stream()
                .filter(entry -> entry.getValue().signum() != 0)
                .map(entry -> new Position(entry.getKey(), entry.getValue(), null, BigDecimal.ONE, null))
                .toList();
    }

    private AccountState account() {
        return AccountState.of("A-1", TradingEnvironment.PAPER, "USD", null, Map.of("USD", cash), null);
    }

    private static BigDecimal amount(int units, String symbol) {
        return symbol.contains("/") ? BigDecimal.valueOf(units, 4) : BigDecimal.valueOf(units);
    }

    private static BigDecimal signed(Fill fill) {
        return Amounts.signed(fill.side(), Objects.requireNonNull(fill.quantity()));
    }
}
