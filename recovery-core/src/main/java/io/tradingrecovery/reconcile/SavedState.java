package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was found on disk. Immutable and safe to share between threads.
 *
 * @param snapshot the engine's own copy as it was saved; absent if nothing can be read or nothing was ever saved
 * @param journal what the order journal adds up to
 * @param tailClientOrderIds client order ids still legible in a journal's end that was cut: questions to the broker
 * @param findings what loading found; they become findings of the plan
 * @param evidence whether anything shows that there was a state before, readable or not
 * @param stale whether the snapshot is older than the staleness policy allows
 */
public record SavedState(
        @Nullable SystemStateSnapshot snapshot,
        JournalState journal,
        Set<String> tailClientOrderIds,
        List<Inconsistency> findings,
        boolean evidence,
        boolean stale) {

    /** A directory in which nothing was ever saved. */
    public static final SavedState NOTHING =
            new SavedState(null, JournalState.EMPTY, Set.of(), List.of(), false, false);

    public SavedState {
        Objects.requireNonNull(journal, "savedState.journal is null; give JournalState.EMPTY for none");
        tailClientOrderIds = java.util.Collections.unmodifiableSet(new TreeSet<>(tailClientOrderIds));
        findings = List.copyOf(findings);
    }

    /** A state that loaded without a finding, with its journal. */
    public static SavedState of(SystemStateSnapshot snapshot, JournalState journal) {
        return new SavedState(snapshot, journal, Set.of(), List.of(), true, false);
    }

    /** Whether nothing shows that there ever was a state. */
    boolean isNothing() {
        return snapshot == null && !evidence && journal.equals(JournalState.EMPTY) && tailClientOrderIds.isEmpty();
    }
}
