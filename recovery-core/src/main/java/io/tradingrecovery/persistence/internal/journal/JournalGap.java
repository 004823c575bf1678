package io.tradingrecovery.persistence.internal.journal;

import java.util.Objects;
import java.util.Optional;

/**
 * Durable records that can't be read any more.
 *
 * @param segment the file in which the loss was found, or which is missing
 * @param offset where in it, in bytes; 0 for the whole file
 * @param firstLost the sequence of the first lost record
 * @param lastLost the sequence of the last lost record
 * @param reason what is wrong there: a clause for the operator
 * @param openEnded whether records behind {@code lastLost} may be lost too, nobody knows how many
 */
public record JournalGap(String segment, long offset, long firstLost, long lastLost, String reason, boolean openEnded) {

    public JournalGap {
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(reason, "reason");
        if (firstLost < 1 || lastLost < firstLost) {
            throw new IllegalArgumentException("No record is lost between " + firstLost + " and " + lastLost);
        }
    }

    /** A gap whose end is known. */
    JournalGap(String segment, long offset, long firstLost, long lastLost, String reason) {
        this(segment, offset, firstLost, lastLost, reason, false);
    }

    /** What of it lies behind a record; empty if nothing does. An open end is at least one record behind any. */
    public Optional<JournalGap> behind(long sequence) {
        long last = openEnded ? Math.max(lastLost, sequence + 1) : lastLost;
        return last > sequence
                ? Optional.of(
                        new JournalGap(segment, offset, Math.max(firstLost, sequence + 1), last, reason, openEnded))
                : Optional.empty();
    }
}
