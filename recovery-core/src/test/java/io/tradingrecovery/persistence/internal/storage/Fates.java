package io.tradingrecovery.persistence.internal.storage;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides, at a power failure, what becomes of each change that was not synced. */
final class Fates {

    /** What becomes of a change. */
    enum Fate {
        KEPT,
        LOST,
        TORN
    }

    private static final double[] SHARES_KEPT = {0, 0.2, 0.5, 0.8, 1};

    private final @Nullable Fate always;
    private final RandomGenerator random;
    private final double shareKept;

    private Fates(@Nullable Fate always, RandomGenerator random) {
        this.always = always;
        this.random = random;
        // Drawn once, so that all kept and none kept are met however many changes there are.
        this.shareKept = SHARES_KEPT[random.nextInt(SHARES_KEPT.length)];
    }

    static Fates drawnFrom(RandomGenerator random) {
        // The first draws of java.util.Random hardly differ between small seeds; this one stirs them.
        return new Fates(null, new SplittableRandom(random.nextLong()));
    }

    static Fates always(Fate fate) {
        return new Fates(fate, new SplittableRandom(0));
    }

    Fate next() {
        if (always != null) {
            return always;
        }
        if (random.nextDouble() < shareKept) {
            return Fate.KEPT;
        }
        return random.nextBoolean() ? Fate.LOST : Fate.TORN;
    }

    /** A toss; never heads where all is lost. */
    boolean heads() {
        return always == null ? random.nextBoolean() : always == Fate.KEPT;
    }

    /** A number from 0 up to {@code bound}, both included. */
    int upTo(int bound) {
        return random.nextInt(bound + 1);
    }

    /** What a disk may return for sectors that were never written. */
    byte[] unwritten(int length) {
        byte[] bytes = new byte[length];
        if (heads()) {
            random.nextBytes(bytes);
        }
        return bytes;
    }
}
