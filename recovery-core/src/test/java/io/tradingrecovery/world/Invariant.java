package io.tradingrecovery.world;

/**
 * What holds in every world.
 *
 * @param name as a sentence
 * @param check throws an {@link AssertionError} if it does not hold
 */
record Invariant(String name, Check check) {

    /** Looks at a world. */
    @FunctionalInterface
    interface Check {
        /** Whether there was anything to check; throws an {@link AssertionError} if it does not hold. */
        boolean appliesAndHolds(Outcome world);
    }
}
