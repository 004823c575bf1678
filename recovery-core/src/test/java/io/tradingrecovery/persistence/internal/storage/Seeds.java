package io.tradingrecovery.persistence.internal.storage;

import java.util.stream.LongStream;

/** The seeds of random tests: always the same ones, and one more if the system property {@code recovery.seed} is set. */
public final class Seeds {

    private Seeds() {}

    /** The seeds from 0 to {@code count - 1}, and the one of the system property. */
    public static LongStream first(int count) {
        Long given = Long.getLong("recovery.seed");
        LongStream fixed = LongStream.range(0, count);
        return given == null ? fixed : LongStream.concat(fixed, LongStream.of(given));
    }
}
