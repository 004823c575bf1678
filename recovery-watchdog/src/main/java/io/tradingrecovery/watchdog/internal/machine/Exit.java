package io.tradingrecovery.watchdog.internal.machine;

/**
 * The end of a bot. Immutable.
 *
 * @param code the exit code, 128 plus the signal's number for a signal, {@link #UNKNOWN} for a process that was not ours
 * @param ending what the bot said of its end
 * @param survivors processes of the bot that could not be killed
 */
public record Exit(int code, Ending ending, int survivors) {

    /** The code of a process whose exit code can't be read. */
    public static final int UNKNOWN = -1;

    private static final int KILLED = 128 + 9;

    /** An end that left nothing behind. */
    public static Exit of(int code, Ending ending) {
        return new Exit(code, ending, 0);
    }

    /** This end, seen by the one who killed: the code of the kill tells nothing of why the bot was ending before. */
    Exit byOurKill() {
        return code == KILLED ? new Exit(UNKNOWN, ending, survivors) : this;
    }

    @Override
    public String toString() {
        String how = code == UNKNOWN ? "exit code unknown" : "exit code " + code;
        return ending == Ending.SILENT ? how : how + ", " + ending.name().toLowerCase(java.util.Locale.ROOT);
    }
}
