package io.tradingrecovery.recovery;

import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether the bot may trade. It begins shut with {@link GateReason#NOT_RECOVERED} and opens once no reason is left.
 *
 * <pre>
 * no reason                                              OPEN         every order
 * HALTED, REVIEW, SETTLING, DRIFT                        REDUCE_ONLY  cancels, orders that shrink a confirmed position
 * NOT_RECOVERED, NOT_DURABLE, CRASH_LOOP, and those that
 * the settings say                                       BLOCKED      nothing
 * </pre>
 *
 * <p>Safe for use by many threads; asking is one volatile read.
 */
public final class TradingGate {

    /** Applies an approval. */
    @FunctionalInterface
    interface Approver {
        RecoveryReport approve(String reportId, String by, String note);
    }

    private final Set<GateReason> blocking;
    private final Clock clock;
    private final BiConsumer<GateView, GateView> changes;
    private final Object lock = new Object();
    private final Map<GateReason, String> reasons = new EnumMap<>(GateReason.class);
    private final ReduceOnly reduceOnly = new ReduceOnly();
    private final Approver approver;
    private volatile GateView view;

    TradingGate(Set<GateReason> blocking, Clock clock, BiConsumer<GateView, GateView> changes, Approver approver) {
        this.blocking = blocking.isEmpty() ? Set.of() : EnumSet.copyOf(blocking);
        this.clock = clock;
        this.changes = changes;
        this.approver = approver;
        reasons.put(GateReason.NOT_RECOVERED, "recovery has not run yet");
        view = GateView.of(reasons, this.blocking);
    }

    /** Whether every order may be sent. */
    public boolean tradingAllowed() {
        return view.state() == GateState.OPEN;
    }

    /** What is let through. */
    public GateState state() {
        return view.state();
    }

    /** Why it is not open; empty while it is. */
    public Set<GateReason> reasons() {
        return view.reasons().keySet();
    }

    /** State and reasons of one moment. */
    public GateView view() {
        return view;
    }

    /**
     * Lets an order through and counts it, or refuses it.
     *
     * @throws TradingBlockedException if it must not be sent
     */
    public void pass(Order order) {
        pass(order, null);
    }

    /**
     * Lets an order through that takes the place of another, or refuses it.
     *
     * @param replaces the client order id of the order whose place it takes
     * @throws TradingBlockedException if it must not be sent
     */
    public void passReplacement(Order replacement, String replaces) {
        pass(replacement, replaces);
    }

    private void pass(Order order, @Nullable String replaces) {
        synchronized (lock) {
            GateView now = view;
            String refusal = switch (now.state()) {
                case OPEN -> null;
                case REDUCE_ONLY -> reduceOnly.refusal(order, replaces);
                case BLOCKED -> "nothing is let through";
            };
            if (refusal != null) {
                throw blocked("Order " + order.clientOrderId(), refusal, now);
            }
            reduceOnly.passed(order, clock.instant(), now.state());
        }
    }

    /**
     * Lets a cancel through, or refuses it.
     *
     * @throws TradingBlockedException if it must not be sent
     */
    public void passCancel(String clientOrderId) {
        GateView now = view;
        if (now.state() == GateState.BLOCKED) {
            throw blocked("The cancel of " + clientOrderId, "nothing is let through", now);
        }
    }

    /** Hears that an order which was let through does not exist: it was refused, or not sent after all. */
    public void gone(String clientOrderId) {
        synchronized (lock) {
            reduceOnly.gone(clientOrderId);
        }
    }

    /**
     * Approves what a report left to a person: the broker is asked again, and if what is to be decided is still the same,
     * the state is saved and the gate opens. Otherwise the new report says what is to be decided now.
     *
     * @param reportId the id of the report that was read
     * @param by who decided
     * @param note why
     * @return the report of the run that this started
     * @throws io.tradingrecovery.errors.MaintenanceRefusedException if there is no such report, or it leaves nothing to decide
     * @throws IllegalStateException if the gate has opened already
     */
    public RecoveryReport approve(String reportId, String by, String note) {
        return approver.approve(reportId, by, note);
    }

    /** Adds a reason, or says it anew. */
    void shut(GateReason reason, String sentence) {
        change(() -> reasons.put(reason, sentence));
    }

    /** Clears a reason; the others stay. */
    void clear(GateReason reason) {
        change(() -> reasons.remove(reason));
    }

    /** Replaces what recovery decides on, in one step: the gate is never open in between. */
    void decide(Map<GateReason, String> decided) {
        change(() -> {
            Map<GateReason, String> after = decidedUpon(decided);
            reasons.clear();
            reasons.putAll(after);
        });
    }

    /** What the gate will be once {@link #decide} is called with this. */
    GateView preview(Map<GateReason, String> decided) {
        synchronized (lock) {
            return GateView.of(decidedUpon(decided), blocking);
        }
    }

    private Map<GateReason, String> decidedUpon(Map<GateReason, String> decided) {
        Map<GateReason, String> after = new EnumMap<>(GateReason.class);
        after.putAll(reasons);
        after.keySet().removeAll(RunOutcome.DECIDED);
        after.putAll(decided);
        return after;
    }

    /** Takes the broker's word for what is held. */
    void confirm(Instant asOf, List<Position> positions, List<Order> openOrders) {
        synchronized (lock) {
            reduceOnly.confirm(asOf, positions, openOrders);
        }
    }

    /** Whether orders that reduce a position are let through, and the broker has yet to say what is held. */
    boolean needsConfirmation() {
        if (state() != GateState.REDUCE_ONLY) {
            return false;
        }
        synchronized (lock) {
            return !reduceOnly.isConfirmed();
        }
    }

    /** Forgets what the broker confirmed. */
    void unconfirm() {
        synchronized (lock) {
            reduceOnly.unconfirm();
        }
    }

    private void change(Runnable change) {
        GateView before;
        GateView after;
        synchronized (lock) {
            before = view;
            change.run();
            after = GateView.of(reasons, blocking);
            view = after;
            if (before.state() == GateState.OPEN && after.state() != GateState.OPEN) {
                // The bot has traded since the broker was last asked what is held.
                reduceOnly.unconfirm();
            }
        }
        // Not equals: that of a record is linked at its first use, which takes a starting JVM longer than all else
        // here.
        if (before.state() != after.state() || !before.reasons().equals(after.reasons())) {
            changes.accept(before, after);
        }
    }

    private static TradingBlockedException blocked(String what, String refusal, GateView gate) {
        return new TradingBlockedException(
                what + " was not sent: " + refusal + ". The gate is " + gate
                        + ". docs/recovery.md says under each reason what to do.",
                gate.reasons().keySet());
    }

    @Override
    public String toString() {
        return view.toString();
    }
}
