package io.tradingrecovery.errors;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Snapshots exist, but none of them is valid. Thrown again at each start until an operator acts: an empty state never
 * takes the place of an unreadable one.
 */
public final class NoValidSnapshotException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    private final transient List<FileProblem> problems;

    /** Names every file of {@code directory} that was tried, with its reason. */
    public NoValidSnapshotException(Path directory, List<FileProblem> problems) {
        super(
                "No valid snapshot in " + directory + listing(problems)
                        + ". Nothing was changed. Put a good copy back, or rebuild the state from the broker.",
                null);
        this.problems = List.copyOf(problems);
    }

    private static String listing(List<FileProblem> problems) {
        return problems.isEmpty()
                ? ": there is none at all"
                : ", but " + problems.size() + " that can't be used: "
                        + problems.stream().map(FileProblem::toString).collect(Collectors.joining("; "));
    }

    /** Each file that was tried, newest first. */
    public List<FileProblem> problems() {
        return problems;
    }
}
