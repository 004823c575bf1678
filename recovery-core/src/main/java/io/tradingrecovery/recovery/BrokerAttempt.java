package io.tradingrecovery.recovery;

import io.tradingrecovery.broker.BrokerException;
import java.time.Duration;

/**
 * A question to the broker that failed. Immutable and safe to share between threads.
 *
 * @param question what was asked, such as {@code positions}
 * @param attempt which attempt it was, from 1
 * @param kind what kind of failure it was
 * @param failure what it said
 * @param delay how long was waited before the next attempt; zero if it was the last
 */
public record BrokerAttempt(String question, int attempt, BrokerException.Kind kind, String failure, Duration delay) {}
