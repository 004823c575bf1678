package io.tradingrecovery.persistence.internal.storage;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What goes wrong on a {@link SimulatedStorage}, and when. Operations are counted from 1, beginning when the plan is
 * injected. Immutable.
 *
 * @param fault what happens
 * @param operation at which operation
 * @param repeated whether it happens again at each operation after that
 * @param reason the message of the error, as the kernel would word it; empty for a crash
 * @param seed decides how far a failing operation gets
 * @param kinds the operations that count
 */
public record FaultPlan(
        Fault fault, long operation, boolean repeated, String reason, long seed, Set<OperationKind> kinds) {

    public static final String NO_SPACE = "No space left on device";
    public static final String IO_ERROR = "Input/output error";
    public static final String READ_ONLY = "Read-only file system";

    /** What happens to an operation. */
    enum Fault {
        NONE,
        FAIL,
        CRASH_BEFORE,
        CRASH_DURING,
        CRASH_AFTER
    }

    private static final Set<OperationKind> ALL = EnumSet.allOf(OperationKind.class);

    /** Nothing goes wrong. */
    public static FaultPlan none() {
        return new FaultPlan(Fault.NONE, 0, false, "", 0, ALL);
    }

    /**
     * The {@code n}-th operation fails. A write has written a prefix then, a failed sync leaves it to chance what is on
     * disk, and a rename, a deletion or a directory's sync may have happened all the same: {@code seed} decides.
     */
    public static FaultPlan failOnce(long n, String reason, long seed) {
        return new FaultPlan(Fault.FAIL, n, false, reason, seed, ALL);
    }

    /** The {@code n}-th operation and all after it fail. */
    public static FaultPlan failFrom(long n, String reason, long seed) {
        return new FaultPlan(Fault.FAIL, n, true, reason, seed, ALL);
    }

    /** The process dies when it calls the {@code n}-th operation, which has no effect. */
    public static FaultPlan crashBefore(long n) {
        return new FaultPlan(Fault.CRASH_BEFORE, n, false, "", 0, ALL);
    }

    /** The process dies within the {@code n}-th operation, which has happened in part: {@code seed} decides. */
    public static FaultPlan crashDuring(long n, long seed) {
        return new FaultPlan(Fault.CRASH_DURING, n, false, "", seed, ALL);
    }

    /** The process dies when the {@code n}-th operation is done and before it learns of that. */
    public static FaultPlan crashAfter(long n) {
        return new FaultPlan(Fault.CRASH_AFTER, n, false, "", 0, ALL);
    }

    /** This plan, counting only operations of some kinds. */
    public FaultPlan on(OperationKind... counted) {
        return new FaultPlan(fault, operation, repeated, reason, seed, EnumSet.copyOf(List.of(counted)));
    }

    /** The fate of the {@code n}-th operation that counts. */
    Fault at(long n) {
        return n == operation || (repeated && n > operation) ? fault : Fault.NONE;
    }
}
