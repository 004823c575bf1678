package io.tradingrecovery.recovery;

import java.time.Duration;

/** How a failed question is asked again: {@code attempts} times in all, waiting longer each time up to {@code longest}. */
record RetrySettings(int attempts, Duration first, Duration longest) {

    static final double FACTOR = 2;

    /** So that several bots that lost the same broker don't all come back at the same moment. */
    static final double JITTER = 0.5;

    static final RetrySettings DEFAULT = new RetrySettings(5, Duration.ofMillis(250), Duration.ofSeconds(5));
}
