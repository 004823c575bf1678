package io.tradingrecovery.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.RiskLimits;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEnvironment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was saved on one side, what the broker says on the other. Each plan is checked for what must hold in every case: the
 * broker's quantities are proposed, no working order disappears, and planning again from the proposal changes nothing.
 */
final class Scenario {

    static final Instant SAVED_AT = Instant.parse("2026-11-23T14:30:00Z");
    static final Instant NOW = SAVED_AT.plusSeconds(60);

    private final List<Position> savedPositions = new ArrayList<>();
    private final List<Order> savedOrders = new ArrayList<>();
    private final List<Fill> savedFills = new ArrayList<>();
    private final List<JournaledOrder> journal = new ArrayList<>();
    private final List<ClosedOrder> closed = new ArrayList<>();
    private final List<Fill> journalStrays = new ArrayList<>();
    private final Set<String> tail = new TreeSet<>();
    private final List<Inconsistency> loading = new ArrayList<>();
    private final List<Position> brokerPositions = new ArrayList<>();
    private final List<Order> openOrders = new ArrayList<>();
    private final Map<OrderKey, LookupAnswer> lookups = new HashMap<>();
    private final List<Fill> history = new ArrayList<>();
    private final List<Activity> activities = new ArrayList<>();
    private final Set<BrokerCapability> capabilities = EnumSet.allOf(BrokerCapability.class);
    private final Map<String, BigDecimal> savedCash = new HashMap<>();
    private final Map<String, BigDecimal> brokerCash = new HashMap<>();
    private Instant savedAt = SAVED_AT;
    private boolean snapshot = true;
    private boolean evidence = true;
    private boolean stale;
    private boolean settled = true;
    private @Nullable String fillsMissing;
    private @Nullable String activitiesMissing;
    private @Nullable RiskLimits riskLimits;
    ReconcilePolicy.Builder policy = ReconcilePolicy.builder();

    static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }

    /** A working limit order of 10 units with a broker id of the same number. */
    static Order.Builder order(String id, String symbol, OrderSide side) {
        return Order.builder(id, symbol, side, OrderType.LIMIT)
                .brokerOrderId("b-" + id)
                .quantity(amount("10"))
                .limitPrice(amount("50"))
                .status(OrderStatus.NEW)
                .multiplier(BigDecimal.ONE)
                .createdAt(SAVED_AT.minusSeconds(30))
                .submittedAt(SAVED_AT.minusSeconds(29));
    }

    static Order.Builder stop(String id, String symbol, OrderSide side) {
        return Order.builder(id, symbol, side, OrderType.STOP)
                .brokerOrderId("b-" + id)
                .quantity(amount("10"))
                .stopPrice(amount("40"))
                .status(OrderStatus.NEW)
                .createdAt(SAVED_AT.minusSeconds(30))
                .submittedAt(SAVED_AT.minusSeconds(29));
    }

    /** An intent as the journal has it before an answer. */
    static Order intent(String id, String symbol, OrderSide side) {
        return order(id, symbol, side)
                .brokerOrderId(null)
                .status(OrderStatus.INTENDED)
                .submittedAt(null)
                .build();
    }

    static Order filled(Order.Builder order, String quantity, String average, OrderStatus status) {
        return order.status(status)
                .filledQuantity(amount(quantity))
                .averageFillPrice(amount(average))
                .updatedAt(SAVED_AT.plusSeconds(20))
                .build();
    }

    /** A fill 20 s after the snapshot. */
    static Fill.Builder fill(String id, Order order, String quantity, String price) {
        return Fill.builder(id, order.symbol(), order.side(), amount(quantity), SAVED_AT.plusSeconds(20))
                .clientOrderId(order.clientOrderId())
                .brokerOrderId(order.brokerOrderId())
                .price(amount(price))
                .fee(BigDecimal.ZERO, "USD");
    }

    Scenario saved(String symbol, String quantity, @Nullable String price) {
        savedPositions.add(position(symbol, quantity, price));
        return this;
    }

    Scenario saved(Position position) {
        savedPositions.add(position);
        return this;
    }

    Scenario saved(Order order) {
        savedOrders.add(order);
        return this;
    }

    Scenario saved(Fill fill) {
        savedFills.add(fill);
        return this;
    }

    Scenario saved(RiskLimits limits) {
        riskLimits = limits;
        return this;
    }

    Scenario savedAt(Instant time) {
        savedAt = time;
        return this;
    }

    Scenario journalled(Order order, Fill... fills) {
        Instant closedAt = order.status().isTerminal() ? SAVED_AT.plusSeconds(20) : null;
        journal.add(new JournaledOrder(order, List.of(fills), closedAt));
        return this;
    }

    Scenario journalledClosedAt(Instant closedAt, Order order, Fill... fills) {
        journal.add(new JournaledOrder(order, List.of(fills), closedAt));
        return this;
    }

    Scenario remembered(ClosedOrder order) {
        closed.add(order);
        return this;
    }

    Scenario journalStray(Fill fill) {
        journalStrays.add(fill);
        return this;
    }

    Scenario tail(String clientOrderId) {
        tail.add(clientOrderId);
        return this;
    }

    Scenario loading(Inconsistency finding) {
        loading.add(finding);
        return this;
    }

    /** No snapshot, only what the journal has. */
    Scenario cold() {
        snapshot = false;
        return this;
    }

    Scenario nothingSaved() {
        snapshot = false;
        evidence = false;
        return this;
    }

    Scenario stale() {
        stale = true;
        return this;
    }

    Scenario broker(String symbol, String quantity, @Nullable String price) {
        brokerPositions.add(position(symbol, quantity, price));
        return this;
    }

    Scenario broker(Position position) {
        brokerPositions.add(position);
        return this;
    }

    Scenario open(Order order) {
        openOrders.add(order);
        return this;
    }

    Scenario found(Order order) {
        return answer(OrderKey.ofClient(order.clientOrderId()), new OrderLookup.Found(order));
    }

    Scenario foundByBroker(String brokerOrderId, Order order) {
        return answer(OrderKey.ofBroker(brokerOrderId), new OrderLookup.Found(order));
    }

    /** The broker knows neither of the two ids that the helpers give an order. */
    Scenario notFound(String id) {
        answer(OrderKey.ofClient(id), new OrderLookup.NotFound());
        return answer(OrderKey.ofBroker("b-" + id), new OrderLookup.NotFound());
    }

    Scenario answer(OrderKey key, OrderLookup lookup) {
        lookups.put(key, new LookupAnswer.Answered(lookup));
        return this;
    }

    Scenario failed(OrderKey key, BrokerException.Kind kind) {
        lookups.put(key, new LookupAnswer.Failed(kind, "it timed out after 5 attempts"));
        return this;
    }

    Scenario history(Fill... fills) {
        history.addAll(List.of(fills));
        return this;
    }

    Scenario fillsMissing(String why) {
        fillsMissing = why;
        return this;
    }

    Scenario activitiesMissing(String why) {
        activitiesMissing = why;
        return this;
    }

    Scenario activity(Activity activity) {
        activities.add(activity);
        return this;
    }

    Scenario without(BrokerCapability capability) {
        capabilities.remove(capability);
        return this;
    }

    Scenario cash(String currency, String before, String after) {
        savedCash.put(currency, amount(before));
        brokerCash.put(currency, amount(after));
        return this;
    }

    Scenario brokerCash(String currency, String after) {
        brokerCash.put(currency, amount(after));
        return this;
    }

    Scenario unsettled() {
        settled = false;
        return this;
    }

    SavedState savedState() {
        SystemStateSnapshot copy = SystemStateSnapshot.builder(savedAt)
                .positions(savedPositions)
                .orders(savedOrders)
                .fills(savedFills)
                .account(account(savedCash))
                .riskLimits(riskLimits)
                .build();
        return new SavedState(
                snapshot ? copy : null,
                new JournalState(journal, closed, journalStrays, null),
                tail,
                loading,
                evidence,
                stale);
    }

    BrokerView view() {
        return new BrokerView(
                NOW,
                account(brokerCash),
                brokerPositions,
                openOrders,
                lookups,
                fillsMissing == null
                        ? new FillHistory.Complete(history)
                        : new FillHistory.Incomplete(history, fillsMissing),
                activitiesMissing == null
                        ? new ActivityHistory.Complete(activities)
                        : new ActivityHistory.Incomplete(activities, activitiesMissing),
                capabilities,
                settled);
    }

    List<OrderKey> questions() {
        return Reconciler.questions(savedState(), view(), policy.build());
    }

    /** The plan, after what must hold of every plan was checked. */
    Plan plan() {
        Plan plan = Reconciler.plan(savedState(), view(), policy.build());
        check(plan, savedState(), view(), policy.build());
        return plan;
    }

    /** A plan that says that something is not known, or contradicts itself: what must hold of others can not. */
    Plan uncheckedPlan() {
        return Reconciler.plan(savedState(), view(), policy.build());
    }

    static void check(Plan plan, SavedState saved, BrokerView view, ReconcilePolicy policy) {
        SystemStateSnapshot proposed = Objects.requireNonNull(plan.proposed());
        assertThat(plan.findings()).isSortedAccordingTo(Inconsistency.ORDER);
        for (Position position : view.positions()) {
            BigDecimal quantity = position.quantity();
            boolean once = view.positions().stream()
                            .filter(other -> other.symbol().equals(position.symbol()))
                            .count()
                    == 1;
            if (once && quantity != null && policy.scope().ownsSymbol(position.symbol())) {
                assertThat(quantityOf(proposed, position.symbol()))
                        .as("proposed quantity of " + position.symbol())
                        .isEqualByComparingTo(quantity);
            }
        }
        for (Order order : view.openOrders()) {
            boolean owned = policy.scope().ownsOrder(order.clientOrderId(), order.symbol());
            if (owned) {
                assertThat(proposed.orders())
                        .as("an order that works at the broker works in the proposal: " + order.clientOrderId())
                        .anyMatch(kept -> !kept.status().isTerminal()
                                && (kept.clientOrderId().equals(order.clientOrderId())
                                        || Objects.equals(kept.brokerOrderId(), order.brokerOrderId())));
            }
        }
        assertThat(proposed.orders().stream().map(Order::clientOrderId)).doesNotHaveDuplicates();
        assertThat(proposed.fills().stream().map(Fill::fillId)).doesNotHaveDuplicates();
        SavedState next = new SavedState(proposed, saved.journal(), saved.tailClientOrderIds(), List.of(), true, false);
        Plan again = Reconciler.plan(next, view, policy);
        assertThat(again.newFills())
                .as("new fills of a second plan, after " + plan)
                .isEmpty();
        assertThat(again.changed())
                .as("a second plan changes: " + again + " after " + plan)
                .isFalse();
    }

    static BigDecimal quantityOf(SystemStateSnapshot state, String symbol) {
        return state.positions().stream()
                .filter(position -> position.symbol().equals(symbol))
                .map(position -> Objects.requireNonNull(position.quantity()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The one finding of a kind. */
    static Inconsistency only(Plan plan, InconsistencyKind kind) {
        List<Inconsistency> found =
                plan.findings().stream().filter(one -> one.kind() == kind).toList();
        assertThat(found).as(kind + " in " + plan).hasSize(1);
        return found.get(0);
    }

    static List<InconsistencyKind> kinds(Plan plan) {
        return plan.findings().stream().map(Inconsistency::kind).toList();
    }

    static Order orderOf(Plan plan, String clientOrderId) {
        return Objects.requireNonNull(plan.proposed()).orders().stream()
                .filter(order -> order.clientOrderId().equals(clientOrderId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no order " + clientOrderId + " in " + plan));
    }

    private static Position position(String symbol, String quantity, @Nullable String price) {
        return new Position(symbol, amount(quantity), price == null ? null : amount(price), BigDecimal.ONE, null);
    }

    private static AccountState account(Map<String, BigDecimal> cash) {
        return AccountState.of("A-1", TradingEnvironment.PAPER, "USD", null, cash, null);
    }
}
