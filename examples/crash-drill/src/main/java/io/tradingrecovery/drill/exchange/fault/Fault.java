package io.tradingrecovery.drill.exchange.fault;

import java.time.Duration;

/**
 * A fault that is armed.
 *
 * @param kind what goes wrong
 * @param target with which requests
 * @param times how often, at least once
 * @param delay how long it takes, for the kinds that take time; zero for the others
 */
public record Fault(FaultKind kind, Target target, int times, Duration delay) {

    public Fault {
        if (times < 1) {
            throw new IllegalArgumentException("A fault that happens " + times + " times is none; give at least 1");
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("A fault can't take " + delay + "; give zero or more");
        }
    }

    /** A fault that happens to every such request until it is lifted. */
    public static Fault lasting(FaultKind kind, Target target) {
        return new Fault(kind, target, Integer.MAX_VALUE, Duration.ZERO);
    }

    /** A fault that happens to the next such request alone. */
    public static Fault once(FaultKind kind, Target target) {
        return new Fault(kind, target, 1, Duration.ZERO);
    }
}
