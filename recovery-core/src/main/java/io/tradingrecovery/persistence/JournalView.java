package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.FileProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order journal as it can be read at one moment. Immutable and safe to share between threads.
 *
 * @param entries every record that is still legible, in order, those that no snapshot needs included
 * @param segments how many segment files there are, spare ones included
 * @param durableUpTo every record up to this sequence was durable once; 0 for none
 * @param losses the durable records that are gone although some snapshot needs them
 * @param problems damage that lost no record
 * @param tornTails what was being written when everything stopped, and was never acknowledged
 */
public record JournalView(
        List<Entry> entries,
        int segments,
        long durableUpTo,
        List<Loss> losses,
        List<FileProblem> problems,
        List<TornTail> tornTails) {

    public JournalView {
        entries = List.copyOf(entries);
        losses = List.copyOf(losses);
        problems = List.copyOf(problems);
        tornTails = List.copyOf(tornTails);
    }

    /** The sequence of the last record that is legible; 0 for none. */
    public long lastSequence() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
    }

    /** Whether every record that some snapshot needs is there, and no file is damaged. */
    public boolean isIntact() {
        return losses.isEmpty() && problems.isEmpty();
    }

    /**
     * A record.
     *
     * @param sequence its place in the journal
     * @param type what it tells, such as {@code SUBMIT}
     * @param at when it was journalled, by the bot's clock; absent for the journal's own records and unreadable payloads
     * @param json its payload as it stands; empty for the journal's own records
     */
    public record Entry(
            long sequence, String type, @Nullable Instant at, String json) {}

    /**
     * Durable records that can't be read any more.
     *
     * @param segment the file in which the loss was found, or which is missing
     * @param records which ones
     * @param reason what is wrong there: a clause
     * @param backupsOnly whether the newest valid snapshot has taken them in, so that only going back would miss them
     */
    public record Loss(Path segment, LostRecords records, String reason, boolean backupsOnly) {}
}
