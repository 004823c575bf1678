package io.tradingrecovery.benchmarks;

/** Something whose time is taken. */
@FunctionalInterface
public interface Operation {

    /** Does it once, and gives something that depends on all of the work, so that none of it can be optimised away. */
    long run() throws Exception;
}
