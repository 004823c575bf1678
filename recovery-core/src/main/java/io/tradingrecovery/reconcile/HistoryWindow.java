package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From when on history matters.
 *
 * @param start from when on an execution or order that the engine's copy lacks can be news to it; what is older and absent
 *     from the copy was booked and forgotten
 * @param takenAt when the copy was taken; activities after it are news, those before it may be
 * @param fillsFrom since when fills are asked for
 * @param activitiesFrom since when activities are asked for
 */
record HistoryWindow(Instant start, Instant takenAt, Instant fillsFrom, Instant activitiesFrom) {

    /** How far back to look where a clock was wrong and nothing shows by how much. */
    private static final Duration LOST_CLOCK = Duration.ofDays(1);

    static HistoryWindow of(SavedState saved, Instant now, ReconcilePolicy policy) {
        SystemStateSnapshot copy = saved.snapshot();
        Instant oldestOpen = oldestOpenOrder(saved);
        Instant takenAt = copy == null ? earlier(now, oldestJournalled(saved)) : takenAt(copy, now);
        Instant start = takenAt.minus(policy.fillLookback());
        return new HistoryWindow(start, takenAt, earlier(start, oldestOpen), takenAt.minus(policy.activityLookback()));
    }

    boolean isNews(Instant time) {
        return !time.isBefore(start);
    }

    /**
     * The copy's time. A copy from the future was taken by a clock that was wrong, so the latest that the broker's clock says
     * in it counts.
     */
    private static Instant takenAt(SystemStateSnapshot copy, Instant now) {
        if (!copy.takenAt().isAfter(now)) {
            return copy.takenAt();
        }
        return Stream.concat(
                        copy.fills().stream().map(Fill::time),
                        copy.orders().stream().map(Order::submittedAt).filter(Objects::nonNull))
                .filter(time -> !time.isAfter(now))
                .max(Instant::compareTo)
                .orElse(now.minus(LOST_CLOCK));
    }

    private static @Nullable Instant oldestOpenOrder(SavedState saved) {
        SystemStateSnapshot copy = saved.snapshot();
        Stream<Order> copied = copy == null ? Stream.empty() : copy.orders().stream();
        Stream<Order> journalled = saved.journal().orders().stream().map(JournaledOrder::order);
        return oldest(Stream.concat(copied, journalled)
                .filter(order -> !order.status().isTerminal()));
    }

    private static @Nullable Instant oldestJournalled(SavedState saved) {
        return oldest(saved.journal().orders().stream().map(JournaledOrder::order));
    }

    private static @Nullable Instant oldest(Stream<Order> orders) {
        return orders.map(HistoryWindow::bornAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The bot decides before it sends, but its clock may be ahead of the broker's. */
    static @Nullable Instant bornAt(Order order) {
        Instant created = order.createdAt();
        Instant submitted = order.submittedAt();
        return created == null ? submitted : earlier(created, submitted);
    }

    private static Instant earlier(Instant first, @Nullable Instant second) {
        return second != null && second.isBefore(first) ? second : first;
    }
}
