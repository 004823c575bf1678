package io.tradingrecovery.errors;

/**
 * A file is intact but can't be taken by this build: its format is newer, or its content contradicts itself or its name.
 * Older files are not used in its place and nothing is written over it; the operator decides.
 */
public final class StateRefusedException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    private final transient FileProblem problem;

    /** Refuses the file of {@code problem}; {@code fix} is a sentence that says what to do. */
    public StateRefusedException(FileProblem problem, String fix) {
        super("Refused " + problem + ". Nothing was changed. " + fix, null);
        this.problem = problem;
    }

    /** The refused file and the reason. */
    public FileProblem problem() {
        return problem;
    }
}
