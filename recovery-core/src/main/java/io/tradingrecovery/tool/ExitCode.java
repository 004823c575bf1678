package io.tradingrecovery.tool;

/** What the process says to the script that runs it. */
final class ExitCode {

    /** Everything is good, or was done. */
    static final int GOOD = 0;

    /** Something is damaged or missing, or was refused; the output names it. */
    static final int DAMAGED = 1;

    /** The command line makes no sense. */
    static final int USAGE = 2;

    /** A running process has the directory. */
    static final int LOCKED = 3;

    private ExitCode() {}
}
