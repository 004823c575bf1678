package io.tradingrecovery.errors;

import java.nio.file.Path;

/** Another process, or another instance in this one, holds the state directory. Stop it, or use another directory. */
public final class StateDirectoryLockedException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    private final String holder;
    private final transient Path directory;

    /** {@code holder} describes who holds {@code directory}, as far as that is known. */
    public StateDirectoryLockedException(Path directory, String holder) {
        this(
                "The state directory " + directory + " is held by " + holder
                        + ". Stop that one first, or give this bot a directory of its own.",
                holder,
                directory);
    }

    /** The lock of {@code directory} was ours and no longer is. */
    public static StateDirectoryLockedException lost(Path directory) {
        return new StateDirectoryLockedException(
                "The lock of the state directory " + directory
                        + " is lost: its .lock file was deleted, replaced or written"
                        + " to, so another bot may use the directory. Nothing more is written. Stop this bot.",
                "nobody for certain",
                directory);
    }

    private StateDirectoryLockedException(String message, String holder, Path directory) {
        super(message, null);
        this.holder = holder;
        this.directory = directory;
    }

    /** The directory. */
    public Path directory() {
        return directory;
    }

    /** Who holds the directory, as far as that is known. */
    public String holder() {
        return holder;
    }
}
