package io.tradingrecovery.persistence.internal.storage;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.persistence.internal.storage.FaultPlan.Fault;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The process that calls a storage: counts and records its operations, and makes them fail or end it as planned. */
final class SimulatedProcess {

    private final List<String> trace = new ArrayList<>();
    private FaultPlan plan = FaultPlan.none();
    private RandomGenerator chance = new SplittableRandom(0);
    private long counted;
    private boolean injected;
    private boolean dead;

    /** Follows {@code next} from here on, counting operations from 1 again. */
    void inject(FaultPlan next) {
        plan = next;
        chance = new SplittableRandom(next.seed());
        counted = 0;
        injected = false;
    }

    boolean injected() {
        return injected;
    }

    List<String> trace() {
        return trace;
    }

    void die() {
        dead = true;
    }

    void requireAlive() {
        if (dead) {
            throw new SimulatedCrash("The process is dead");
        }
    }

    /**
     * Does an operation, or what the plan says in its place.
     *
     * @param name the file or folder it is about
     * @param details what else the trace shows
     * @param part what an operation leaves behind that fails, or in whose midst the process dies
     */
    <T> T perform(OperationKind kind, String name, String details, Operation<T> operation, PartOfOperation part)
            throws IOException {
        requireAlive();
        Fault fault = plan.kinds().contains(kind) ? plan.at(++counted) : Fault.NONE;
        trace.add(describe(kind, name, details, fault));
        injected |= fault != Fault.NONE;
        switch (fault) {
            case NONE -> {
                return operation.run();
            }
            case FAIL -> {
                part.run(chance);
                throw new FileSystemException(SimulatedDisk.path(name), null, plan.reason());
            }
            case CRASH_BEFORE -> {}
            case CRASH_DURING -> runUnheard(() -> part.run(chance));
            case CRASH_AFTER -> runUnheard(operation::run);
        }
        dead = true;
        throw new SimulatedCrash("The process died at operation " + trace.get(trace.size() - 1));
    }

    /** Nobody lives to hear whether it worked. */
    private static void runUnheard(Effect effect) {
        try {
            effect.run();
        } catch (IOException | StateDirectoryLockedException unheard) {
            // It left the disk as it was.
        }
    }

    private String describe(OperationKind kind, String name, String details, Fault fault) {
        return (trace.size() + 1) + " " + kind + " " + name + details + (fault == Fault.NONE ? "" : " -> " + fault);
    }

    /** An operation in full. */
    interface Operation<T> {
        T run() throws IOException;
    }

    /** An operation done as far as chance has it. */
    interface PartOfOperation {

        /** All or nothing. */
        static PartOfOperation perhaps(Effect effect) {
            return chance -> {
                if (chance.nextBoolean()) {
                    effect.run();
                }
            };
        }

        void run(RandomGenerator chance) throws IOException;
    }

    /** Something that happens to the disk. */
    interface Effect {
        void run() throws IOException;
    }
}
