package io.tradingrecovery.recovery;

import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.reconcile.BrokerView;
import io.tradingrecovery.reconcile.InconsistencyKind;
import io.tradingrecovery.reconcile.LookupAnswer;
import io.tradingrecovery.reconcile.ReconcilePolicy;
import io.tradingrecovery.reconcile.Reconciler;
import io.tradingrecovery.reconcile.SavedState;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the broker's facts until they hold still: orders and positions, then everything else, then orders and positions
 * again; what moved in between starts another round. Not thread-safe.
 */
final class BrokerLook {

    /** How often the facts may move. */
    static final int MOST_ROUNDS = 5;

    /** How many orders may have taken each other's place one after the other. */
    private static final int MOST_STEPS = 16;

    private final Broker broker;
    private final BrokerReads reads;
    private final Clock clock;
    private final ReconcilePolicy policy;
    private final BooleanSupplier settled;

    BrokerLook(Broker broker, BrokerReads reads, Clock clock, ReconcilePolicy policy, BooleanSupplier settled) {
        this.broker = broker;
        this.reads = reads;
        this.clock = clock;
        this.policy = policy;
        this.settled = settled;
    }

    /** Looks. A question about one order that fails is an answer of the view; any other failure ends the look. */
    BrokerFacts at(SavedState saved) {
        try {
            return seen(saved);
        } catch (BrokerReadException e) {
            return new BrokerFacts.Unseen(InconsistencyKind.BROKER_FAILURE, e.kind(), e.reason());
        }
    }

    private record Moving(Instant asOf, List<Order> orders, List<Position> positions) {}

    private BrokerFacts seen(SavedState saved) throws BrokerReadException {
        Moving before = moving();
        String moved = "";
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            BrokerView view = rest(saved, before);
            Moving after = moving();
            moved = Movement.between(before.orders(), before.positions(), after.orders(), after.positions())
                    .orElseGet(() -> Movement.newerLookup(view.lookups().values(), after.orders())
                            .orElse(""));
            if (moved.isEmpty()) {
                return new BrokerFacts.Seen(view, round);
            }
            before = after;
        }
        return new BrokerFacts.Unseen(
                InconsistencyKind.UNSTABLE_VIEW,
                null,
                "The broker's facts changed between " + (MOST_ROUNDS + 1) + " reads in a row; last: " + moved);
    }

    private Moving moving() throws BrokerReadException {
        Instant asOf = clock.instant();
        List<Order> orders = reads.read("open orders", () -> complete(broker.openOrders()));
        List<Position> positions = reads.read("positions", () -> complete(broker.positions()));
        return new Moving(asOf, orders, positions);
    }

    /** A copy, so that an adapter which goes on writing to its list changes nothing; a list with a hole in it is no list. */
    static <T> @Nullable List<T> complete(@Nullable List<@Nullable T> rows) {
        if (rows == null) {
            return null;
        }
        List<T> copy = new ArrayList<>(rows.size());
        for (T row : rows) {
            if (row == null) {
                throw new BrokerException(
                        Kind.INCOMPLETE,
                        "row " + (copy.size() + 1) + " is null; an adapter that can't read one must throw");
            }
            copy.add(row);
        }
        return List.copyOf(copy);
    }

    private BrokerView rest(SavedState saved, Moving moving) throws BrokerReadException {
        Instant fillsFrom = Reconciler.fillsFrom(saved, moving.asOf(), policy);
        Instant activitiesFrom = Reconciler.activitiesFrom(saved, moving.asOf(), policy);
        AccountState account = reads.read("the account", broker::account);
        FillHistory fills = reads.read("fills since " + fillsFrom, () -> broker.fillsSince(fillsFrom));
        ActivityHistory activities =
                reads.read("activities since " + activitiesFrom, () -> broker.activitiesSince(activitiesFrom));
        Set<BrokerCapability> capabilities = reads.read("capabilities", broker::capabilities);
        BrokerView view = new BrokerView(
                moving.asOf(),
                account,
                moving.positions(),
                moving.orders(),
                Map.of(),
                fills,
                activities,
                capabilities,
                settled.getAsBoolean());
        return withAnswers(saved, view);
    }

    private BrokerView withAnswers(SavedState saved, BrokerView first) throws BrokerReadException {
        Map<OrderKey, LookupAnswer> answers = new HashMap<>();
        BrokerView view = first;
        for (int step = 0; step <= MOST_STEPS; step++) {
            List<OrderKey> questions = Reconciler.questions(saved, view, policy);
            if (questions.isEmpty()) {
                return view;
            }
            for (OrderKey question : questions) {
                answers.put(question, lookup(question));
            }
            view = view.withLookups(answers);
        }
        return view;
    }

    private LookupAnswer lookup(OrderKey key) throws BrokerReadException {
        try {
            OrderLookup lookup = reads.read("order " + key, () -> broker.findOrder(key));
            return new LookupAnswer.Answered(lookup);
        } catch (BrokerReadException e) {
            if (e.deadlinePassed() || e.kind() == Kind.AUTH) {
                throw e;
            }
            return new LookupAnswer.Failed(e.kind(), e.reason());
        }
    }
}
