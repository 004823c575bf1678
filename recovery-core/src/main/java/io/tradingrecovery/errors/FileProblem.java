package io.tradingrecovery.errors;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file of the state directory that could not be used, and why. Immutable.
 *
 * @param file its path when it was looked at
 * @param kind what is wrong with it
 * @param reason one sentence for the operator
 */
public record FileProblem(Path file, Kind kind, String reason) {

    /** What an operator may conclude from a problem. */
    public enum Kind {
        /** The bytes are not those that were written: truncated, overwritten, rotten, or no regular file at all. */
        DAMAGED,
        /** The bytes are intact, but this build can't take them: a newer format, or content that contradicts itself. */
        REFUSED
    }

    public FileProblem {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return file + ": " + reason;
    }
}
