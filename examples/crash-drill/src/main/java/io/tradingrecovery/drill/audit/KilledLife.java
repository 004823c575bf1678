package io.tradingrecovery.drill.audit;

/**
 * A bot that was killed and came back with its files as they were.
 *
 * @param life how a report names it
 * @param acknowledgedState the sequence of the last state that the library acknowledged; 0 for none
 * @param recoveredState the sequence of the state that the next life was restored from; 0 for none
 */
public record KilledLife(String life, long acknowledgedState, long recoveredState) {}
