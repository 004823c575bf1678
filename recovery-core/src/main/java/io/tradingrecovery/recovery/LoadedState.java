package io.tradingrecovery.recovery;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.errors.NoValidSnapshotException;
import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.TornTail;
import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.InconsistencyKind;
import io.tradingrecovery.reconcile.SavedState;
import io.tradingrecovery.state.JournalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What was loaded, in the words of reconciliation, and where it comes from. Immutable.
 *
 * @param saved what reconciliation compares
 * @param source what the report says of it
 */
record LoadedState(SavedState saved, StateSource source) {

    /**
     * Puts a load into words.
     *
     * @param journal what the journal adds up to now, which may be more than at the load
     * @param seenBefore the highest snapshot number that the audit knows of this directory
     */
    static LoadedState of(
            LoadResult result, JournalState journal, StalenessPolicy policy, OptionalLong seenBefore, Instant now) {
        if (result instanceof LoadResult.Loaded loaded) {
            return loaded(loaded, journal, policy, seenBefore, now);
        }
        List<Inconsistency> findings = new ArrayList<>();
        addTails(findings, result);
        boolean evidence = seenBefore.isPresent();
        if (evidence) {
            findings.add(Inconsistency.of(
                    InconsistencyKind.STATE_UNREADABLE,
                    "Snapshot " + seenBefore.getAsLong()
                            + " was used in this directory before, and now there is none at all. Put the files back, or"
                            + " approve to go on from what the broker says"));
        }
        return new LoadedState(
                new SavedState(null, journal, tailIds(result), findings, evidence, false),
                StateSource.none("nothing was ever saved", result.journal().problems()));
    }

    private static LoadedState loaded(
            LoadResult.Loaded loaded,
            JournalState journal,
            StalenessPolicy policy,
            OptionalLong seenBefore,
            Instant now) {
        List<Inconsistency> findings = new ArrayList<>();
        Instant takenAt = loaded.snapshot().takenAt();
        Staleness staleness = policy.judge(takenAt.isAfter(now) ? now : takenAt, now);
        if (takenAt.isAfter(now)) {
            findings.add(Inconsistency.of(
                    InconsistencyKind.STATE_FROM_FUTURE,
                    "The state was taken at " + takenAt + ", which is later than now, " + now
                            + ": a clock was or is wrong. Check the time of this machine"));
        }
        if (staleness.stale()) {
            findings.add(Inconsistency.of(
                    InconsistencyKind.STATE_STALE,
                    "The state is " + staleness + ". It is rebuilt from what the broker says"));
        }
        if (!loaded.source().isCurrent() || !loaded.rejected().isEmpty()) {
            findings.add(Inconsistency.of(
                    InconsistencyKind.BACKUP_USED,
                    "The newest snapshot could not be used, so snapshot " + loaded.sequence() + " was; passed over: "
                            + texts(loaded.rejected())));
        } else if (seenBefore.isPresent() && seenBefore.getAsLong() > loaded.sequence()) {
            findings.add(Inconsistency.of(
                    InconsistencyKind.STATE_REGRESSED,
                    "The newest snapshot is " + loaded.sequence() + ", but " + seenBefore.getAsLong()
                            + " was used in this directory before: somebody put older files back. Put the newest ones"
                            + " back, or approve to go on from these"));
        }
        addTails(findings, loaded);
        List<FileProblem> rejected = new ArrayList<>(loaded.rejected());
        rejected.addAll(loaded.journal().problems());
        return new LoadedState(
                new SavedState(loaded.snapshot(), journal, tailIds(loaded), findings, true, staleness.stale()),
                new StateSource(
                        "snapshot " + loaded.sequence() + " (" + loaded.source() + ")",
                        loaded.sequence(),
                        takenAt,
                        staleness,
                        loaded.journal().replayed(),
                        rejected));
    }

    /** What is left where snapshots exist and none is valid. */
    static LoadedState unreadable(NoValidSnapshotException failure, JournalState journal, List<String> legibleIds) {
        Inconsistency finding = Inconsistency.of(
                InconsistencyKind.STATE_UNREADABLE,
                "No snapshot can be read: " + texts(failure.problems())
                        + ". Put a good copy back and restart, or approve to go on from what the broker says");
        return new LoadedState(
                new SavedState(null, journal, new HashSet<>(legibleIds), List.of(finding), true, false),
                StateSource.none("no snapshot can be read", failure.problems()));
    }

    private static void addTails(List<Inconsistency> findings, LoadResult result) {
        for (TornTail tail : result.journal().tornTails()) {
            findings.add(Inconsistency.of(
                    InconsistencyKind.TAIL_CUT,
                    "The end of the journal, " + tail.bytes()
                            + " bytes, was never acknowledged and is kept in quarantine"
                            + (tail.clientOrderIds().isEmpty()
                                    ? ""
                                    : "; the broker is asked for the orders named in it: " + tail.clientOrderIds())));
        }
    }

    private static Set<String> tailIds(LoadResult result) {
        Set<String> ids = new HashSet<>();
        result.journal().tornTails().forEach(tail -> ids.addAll(tail.clientOrderIds()));
        return ids;
    }

    private static String texts(List<FileProblem> problems) {
        return String.join("; ", problems.stream().map(FileProblem::toString).toList());
    }
}
