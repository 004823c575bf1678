package io.tradingrecovery.persistence.internal.journal;

import java.util.Objects;

/**
 * Durable records that can't be read any more.
 *
 * @param segment the file in which the loss was found, or which is missing
 * @param offset where in it, in bytes; 0 for the whole file
 * @param firstLost the sequence of the first lost record
 * @param lastLost the sequence of the last lost record
 * @param reason what is wrong there: a clause for the operator
 */
public record JournalGap(String segment, long offset, long firstLost, long lastLost, String reason) {

    public JournalGap {
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(reason, "reason");
        if (firstLost < 1 || lastLost < firstLost) {
            throw new IllegalArgumentException("No record is lost between " + firstLost + " and " + lastLost);
        }
    }
}
