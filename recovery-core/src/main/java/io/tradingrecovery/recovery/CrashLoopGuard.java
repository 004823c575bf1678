package io.tradingrecovery.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Notices a bot that is started again and again. Only starts of processes count, not the runs that one process repeats.
 *
 * @param most how many starts within the window are normal
 * @param window the time that is looked at
 */
record CrashLoopGuard(int most, Duration window) {

    static final CrashLoopGuard DEFAULT = new CrashLoopGuard(5, Duration.ofMinutes(10));

    CrashLoopGuard {
        if (most < 1) {
            throw new IllegalArgumentException("crashLoop starts is " + most + "; give 1 or more");
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("crashLoop window is " + window + "; give a positive duration");
        }
    }

    /** When it ends by itself, if {@code starts}, the one now among them, are too many; empty if they are not. */
    Optional<Instant> loopUntil(List<Instant> starts, Instant now) {
        List<Instant> recent = starts.stream()
                .filter(start -> start.isAfter(now.minus(window)) && !start.isAfter(now))
                .sorted()
                .toList();
        return recent.size() <= most
                ? Optional.empty()
                : Optional.of(recent.get(recent.size() - 1 - most).plus(window));
    }
}
