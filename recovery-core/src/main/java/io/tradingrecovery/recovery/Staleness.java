package io.tradingrecovery.recovery;

import java.time.Duration;

/**
 * How old a state is by the rule of a policy. Immutable and safe to share between threads.
 *
 * @param stale whether it is too old
 * @param age its age as the rule counts it
 * @param rule the rule in words, with its limit
 */
public record Staleness(boolean stale, Duration age, String rule) {

    /** In a few words. */
    @Override
    public String toString() {
        return Durations.text(age) + " old by the rule: " + rule;
    }
}
