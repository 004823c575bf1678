package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.state.JournalState;
import java.util.List;

/**
 * What the order journal had to say at a start. Immutable and safe to share between threads.
 *
 * @param state what all journalled orders, fills and halts add up to
 * @param replayed how many records were newer than the snapshot
 * @param tornTails what was cut off the end, piece by piece; empty if it ended cleanly
 * @param problems files of the journal that are damaged, foreign or missing without any loss to this state
 */
public record JournalReplay(JournalState state, int replayed, List<TornTail> tornTails, List<FileProblem> problems) {

    public JournalReplay {
        tornTails = List.copyOf(tornTails);
        problems = List.copyOf(problems);
    }
}
