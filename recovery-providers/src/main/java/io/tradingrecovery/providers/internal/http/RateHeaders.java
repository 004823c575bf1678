package io.tradingrecovery.providers.internal.http;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What an answer's headers say of the request quota. All functions are pure. */
public final class RateHeaders {

    /** Up to here a reset is a number of seconds from now; above it, seconds since the epoch. */
    private static final BigDecimal LARGEST_DELTA = BigDecimal.valueOf(3600);

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private RateHeaders() {}

    /** When requests are allowed again; absent if no header says so, or none that makes sense (past, or after a day). */
    public static @Nullable Instant resetAt(HttpAnswer answer, Instant now) {
        Instant reset = retryAfter(answer.header("Retry-After"), now);
        if (reset == null) {
            reset = seconds(answer.header("X-RateLimit-Reset"), now);
        }
        return reset;
    }

    /** Until when nothing may be sent, if this answer took the last request of the quota; absent otherwise. */
    public static @Nullable Instant exhaustedUntil(HttpAnswer answer, Instant now) {
        String remaining = answer.header("X-RateLimit-Remaining");
        return remaining != null && remaining.strip().equals("0") ? resetAt(answer, now) : null;
    }

    /** A {@code Retry-After}: seconds, with a fraction at some services, or a date of HTTP. */
    public static @Nullable Instant retryAfter(@Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        Instant reset = seconds(value, now);
        if (reset != null) {
            return reset;
        }
        try {
            return sensible(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from), now);
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    private static @Nullable Instant seconds(@Nullable String value, Instant now) {
        BigDecimal number = number(value);
        if (number == null || number.signum() < 0) {
            return null;
        }
        Duration span = Duration.ofSeconds(
                number.longValue(),
                number.remainder(BigDecimal.ONE).multiply(NANOS).longValue());
        return sensible(number.compareTo(LARGEST_DELTA) <= 0 ? now.plus(span) : Instant.EPOCH.plus(span), now);
    }

    private static @Nullable BigDecimal number(@Nullable String value) {
        if (value == null || value.strip().length() > 20) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(value.strip());
            return number.scale() >= 0 && number.precision() - number.scale() <= 12 ? number : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private static @Nullable Instant sensible(Instant reset, Instant now) {
        return reset.isAfter(now) && !reset.isAfter(now.plus(LONGEST)) ? reset : null;
    }
}
