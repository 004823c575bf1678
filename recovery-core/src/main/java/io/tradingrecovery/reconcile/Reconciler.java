package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * Compares what was saved with what the broker says. Every method is a function of its arguments: the same facts in any
 * order give the same answer. Safe for use by many threads.
 */
public final class Reconciler {

    private Reconciler() {}

    /**
     * Since when fills are needed: from the time of the snapshot minus the lookback, further back to the submission of the
     * oldest order that is open in what was saved.
     *
     * @param now the time now, which is what counts where nothing was saved
     */
    public static Instant fillsFrom(SavedState saved, Instant now, ReconcilePolicy policy) {
        return HistoryWindow.of(saved, now, policy).fillsFrom();
    }

    /**
     * Since when activities are needed: from the time of the snapshot minus their lookback.
     *
     * @param now the time now, which is what counts where nothing was saved
     */
    public static Instant activitiesFrom(SavedState saved, Instant now, ReconcilePolicy policy) {
        return HistoryWindow.of(saved, now, policy).activitiesFrom();
    }

    /**
     * Which orders to look up next, each key once, sorted; empty for none. Ask, add the answers to the view's lookups, and
     * call again: an answer may lead to the next question, as a replaced order does to its successor.
     */
    public static List<OrderKey> questions(SavedState saved, BrokerView view, ReconcilePolicy policy) {
        return OrderQuestions.of(Comparison.of(saved, view, policy));
    }

    /** What differs, and which state to go on with. */
    public static Plan plan(SavedState saved, BrokerView view, ReconcilePolicy policy) {
        SystemStateSnapshot copy = saved.snapshot();
        AccountState before = copy == null ? null : copy.account();
        Inconsistency mismatch = Identity.mismatch(before, view.account());
        if (mismatch != null) {
            return new Plan(
                    Strategy.RECONCILE,
                    List.of(mismatch),
                    null,
                    false,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    before,
                    view.account());
        }
        return new Planner(Comparison.of(saved, view, policy)).plan();
    }
}
