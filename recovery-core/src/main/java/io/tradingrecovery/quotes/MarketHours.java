package io.tradingrecovery.quotes;

import io.tradingrecovery.errors.SessionCalendarException;
import io.tradingrecovery.time.SessionCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of when the market is open: nothing where there is no calendar, or it does not know, or it fails. No call
 * for a quote ever fails because of it. Thread-safe.
 */
final class MarketHours {

    private static final Logger LOG = LoggerFactory.getLogger(MarketHours.class);

    private final @Nullable SessionCalendar calendar;
    private final AtomicBoolean failedBefore = new AtomicBoolean();

    MarketHours(@Nullable SessionCalendar calendar) {
        this.calendar = calendar;
    }

    /** Whether it is known to be open; false where nobody knows. */
    boolean isKnownOpen(Instant moment) {
        return Boolean.TRUE.equals(ask(sessions -> sessions.isOpen(moment)));
    }

    /** Whether it is known to be shut; false where nobody knows. */
    boolean isKnownShut(Instant moment) {
        return Boolean.FALSE.equals(ask(sessions -> sessions.isOpen(moment)));
    }

    /** How long it was open between two moments; absent where nobody knows. */
    @Nullable
    Duration openTime(Instant from, Instant to) {
        return ask(sessions -> sessions.openTime(from, to));
    }

    private <T> @Nullable T ask(Function<SessionCalendar, T> question) {
        if (calendar == null) {
            return null;
        }
        try {
            return question.apply(calendar);
        } catch (SessionCalendarException e) {
            return null;
        } catch (RuntimeException e) {
            if (failedBefore.compareAndSet(false, true)) {
                LOG.warn("The calendar failed; market hours are taken for unknown, and this is not told again", e);
            }
            return null;
        }
    }
}
