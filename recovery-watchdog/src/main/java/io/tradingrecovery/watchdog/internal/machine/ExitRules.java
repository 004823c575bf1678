package io.tradingrecovery.watchdog.internal.machine;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which verdict an exit gets, by its code and by what the bot said. Immutable.
 *
 * @param verdicts verdicts by exit code; a code that is not in it is a crash
 */
public record ExitRules(Map<Integer, ExitVerdict> verdicts) {

    /** The rules where nothing is configured. */
    public static final ExitRules DEFAULT = new ExitRules(Map.of(
            0, ExitVerdict.STAY_STOPPED,
            64, ExitVerdict.HOLD,
            75, ExitVerdict.HOLD,
            78, ExitVerdict.HOLD,
            100, ExitVerdict.RESTART_NOW,
            129, ExitVerdict.STOPPED_OUTSIDE,
            130, ExitVerdict.STOPPED_OUTSIDE,
            143, ExitVerdict.STOPPED_OUTSIDE));

    public ExitRules {
        verdicts = Map.copyOf(verdicts);
    }

    /** These rules with some codes judged otherwise. */
    public ExitRules with(Map<Integer, ExitVerdict> changes) {
        Map<Integer, ExitVerdict> merged = new TreeMap<>(verdicts);
        merged.putAll(changes);
        return new ExitRules(merged);
    }

    /** The verdict on an exit. What the bot asked for comes first, then its exit code, then how its JVM shut down. */
    public ExitVerdict judge(Exit exit) {
        if (exit.ending() == Ending.WANTS_STOP) {
            return ExitVerdict.STAY_STOPPED;
        }
        if (exit.ending() == Ending.WANTS_RESTART) {
            return ExitVerdict.RESTART_NOW;
        }
        if (exit.code() != Exit.UNKNOWN) {
            return verdicts.getOrDefault(exit.code(), ExitVerdict.RESTART);
        }
        return switch (exit.ending()) {
            case SIGNALLED -> ExitVerdict.STOPPED_OUTSIDE;
            case RETURNED -> ExitVerdict.STAY_STOPPED;
            default -> ExitVerdict.RESTART;
        };
    }

    /**
     * What an exit code usually means, for the operator.
     *
     * @param asked whether the watchdog had asked the bot to end
     * @param killed whether the watchdog had killed it
     */
    public static String meaning(Exit exit, boolean asked, boolean killed) {
        return switch (exit.code()) {
            case Exit.UNKNOWN -> "ended; its exit code can't be read, since it was not started by this watchdog";
            case 0 -> "ended cleanly";
            case 3 -> "ended, out of memory if it runs with -XX:+ExitOnOutOfMemoryError";
            case 64, 78 -> "refused its configuration";
            case 75 -> "found another bot holding bot.lock";
            case 100 -> "asked for a planned restart";
            case 129, 130, 143 ->
                "was stopped by signal " + (exit.code() - 128) + (asked ? ", as asked" : ", not by the watchdog");
            case 134 -> "aborted (a native crash, if hs_err says so)";
            case 139 -> "crashed in native code (segmentation fault)";
            case 137 ->
                killed
                        ? "was killed by the watchdog"
                        : "was killed by signal 9; look for the out-of-memory killer in the kernel log";
            default ->
                exit.code() > 128 && exit.code() < 160
                        ? "was ended by signal " + (exit.code() - 128)
                        : "ended with exit code " + exit.code();
        };
    }
}
