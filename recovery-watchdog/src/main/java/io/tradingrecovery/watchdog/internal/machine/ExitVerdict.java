package io.tradingrecovery.watchdog.internal.machine;

import java.util.Locale;
import java.util.Optional;

/** What follows from the way a bot ended. The names, in lower case with hyphens, are those of the {@code --exit} option. */
public enum ExitVerdict {
    /** Start it again after the backoff, charged to the budget. */
    RESTART,
    /** Start it again without delay, charged to the budget. */
    RESTART_NOW,
    /** It ended as it should: the watchdog ends too. */
    STAY_STOPPED,
    /** Somebody else stopped it: warn, and end. */
    STOPPED_OUTSIDE,
    /** Starting it again can't help: call a person and wait for {@code resume}. */
    HOLD;

    /** The verdict of that name, in any case, with hyphens or underscores. */
    public static Optional<ExitVerdict> named(String text) {
        for (ExitVerdict verdict : values()) {
            if (verdict.optionName().equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    /** As it is written in options and logs. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
