package io.tradingrecovery.providers.internal.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as APIs write them, exact to the nanosecond. All functions are pure. */
public final class Times {

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    /** The largest number that is read as each unit: seconds reach the year 5138, and nanoseconds begin in 1973. */
    private static final long MAX_SECONDS = 100_000_000_000L;

    private static final long MAX_MILLIS = 100_000_000_000_000L;
    private static final long MAX_MICROS = 100_000_000_000_000_000L;

    private Times() {}

    /**
     * A time since the epoch. Its size says the unit (seconds, milliseconds, microseconds or nanoseconds), which can't be
     * mistaken for a time after 1973, and so an API that changes its unit is still read right.
     *
     * @throws JsonProblem if it is zero, negative or no time of this era
     */
    public static Instant epoch(String place, BigDecimal number) {
        if (number.signum() <= 0 || number.precision() - number.scale() > 19) {
            throw new JsonProblem(place + " is " + number + ", which is no time since the epoch");
        }
        long size = number.longValue();
        int unit = size < MAX_SECONDS ? 9 : size < MAX_MILLIS ? 6 : size < MAX_MICROS ? 3 : 0;
        BigInteger nanos = number.movePointRight(unit).toBigInteger();
        BigInteger[] parts = nanos.divideAndRemainder(BILLION);
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }

    /**
     * A time by RFC 3339, with an offset and 0 to 9 digits of fraction.
     *
     * @throws JsonProblem if it is not
     */
    public static Instant rfc3339(String place, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new JsonProblem(place + " is '" + JsonView.shown(text) + "', which is no time by RFC 3339");
        }
    }
}
