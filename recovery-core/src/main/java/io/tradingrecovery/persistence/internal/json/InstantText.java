package io.tradingrecovery.persistence.internal.json;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes times as ISO 8601 in UTC with 0, 3, 6 or 9 digits of fraction, as {@link Instant#toString} does. The date is
 * kept from one time to the next, because those of a state are mostly of one day. Not thread-safe.
 */
final class InstantText {

    /** The most bytes that {@link #write} writes. */
    static final int LONGEST = 30;

    private static final int SECONDS_PER_DAY = 86_400;
    private static final long FIRST_SECOND = LocalDate.of(0, 1, 1).toEpochDay() * SECONDS_PER_DAY;
    private static final long END_SECOND = LocalDate.of(10_000, 1, 1).toEpochDay() * SECONDS_PER_DAY;
    private static final byte[] PAIRS = pairs();

    private final byte[] date = new byte[10];
    private long day = Long.MIN_VALUE;

    /** Whether a time's year has four digits and no sign; no other can be written. */
    static boolean isCommon(Instant time) {
        return time.getEpochSecond() >= FIRST_SECOND && time.getEpochSecond() < END_SECOND;
    }

    /** Writes a common time from {@code start} on, and gives the index behind it. */
    int write(Instant time, byte[] out, int start) {
        long seconds = time.getEpochSecond();
        long timesDay = Math.floorDiv(seconds, SECONDS_PER_DAY);
        if (timesDay != day) {
            keepDate(timesDay);
        }
        System.arraycopy(date, 0, out, start, date.length);
        int second = (int) (seconds - timesDay * SECONDS_PER_DAY);
        int minute = second / 60;
        out[start + 10] = 'T';
        pair(minute / 60, out, start + 11);
        out[start + 13] = ':';
        pair(minute % 60, out, start + 14);
        out[start + 16] = ':';
        pair(second % 60, out, start + 17);
        int end = fraction(time.getNano(), out, start + 19);
        out[end] = 'Z';
        return end + 1;
    }

    private void keepDate(long timesDay) {
        LocalDate of = LocalDate.ofEpochDay(timesDay);
        pair(of.getYear() / 100, date, 0);
        pair(of.getYear() % 100, date, 2);
        date[4] = '-';
        pair(of.getMonthValue(), date, 5);
        date[7] = '-';
        pair(of.getDayOfMonth(), date, 8);
        day = timesDay;
    }

    private static int fraction(int nanos, byte[] out, int start) {
        if (nanos == 0) {
            return start;
        }
        out[start] = '.';
        int micros = nanos / 1_000;
        int end = triple(micros / 1_000, out, start + 1);
        if (nanos % 1_000_000 != 0) {
            end = triple(micros % 1_000, out, end);
        }
        return nanos % 1_000 == 0 ? end : triple(nanos % 1_000, out, end);
    }

    private static int triple(int value, byte[] out, int at) {
        out[at] = (byte) ('0' + value / 100);
        pair(value % 100, out, at + 1);
        return at + 3;
    }

    private static void pair(int value, byte[] out, int at) {
        out[at] = PAIRS[2 * value];
        out[at + 1] = PAIRS[2 * value + 1];
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
