package io.tradingrecovery.time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a market is open. Implementations must be safe for use by many threads, and answer without blocking once they have
 * loaded what they need.
 */
public interface SessionCalendar {

    /**
     * The sessions that overlap the time from {@code from} to {@code to}, in order.
     *
     * @throws io.tradingrecovery.errors.SessionCalendarException if the calendar does not know that time; that is not
     *     "closed"
     */
    List<TradingSession> sessions(Instant from, Instant to);

    /**
     * Whether the market is open at that moment.
     *
     * @throws io.tradingrecovery.errors.SessionCalendarException if the calendar does not know that time
     */
    default boolean isOpen(Instant moment) {
        return sessions(moment, moment.plusNanos(1)).stream().anyMatch(session -> session.contains(moment));
    }

    /**
     * How long the market was open between two moments; zero if they are the wrong way round.
     *
     * @throws io.tradingrecovery.errors.SessionCalendarException if the calendar does not know that time
     */
    default Duration openTime(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return Duration.ZERO;
        }
        return sessions(from, to).stream()
                .map(session -> session.within(from, to))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
