package io.tradingrecovery.persistence.internal.journal;

import java.util.Objects;

/**
 * A segment file that exists.
 *
 * @param number the number in its name
 * @param name its file name
 * @param kind what it is to this journal
 * @param firstSequence the lowest sequence legible in it; 0 for none
 * @param lastSequence the highest sequence legible in it or continued by it; 0 for none
 */
public record SegmentInfo(long number, String name, Kind kind, long firstSequence, long lastSequence) {

    /** What a segment is to a journal. */
    public enum Kind {
        /** It holds, or once held, records of this journal. */
        DATA,
        /** Full of zeros, prepared and never used. */
        SPARE,
        /** It belongs to another journal, or its name is not the one it was given. */
        FOREIGN,
        /** Nothing in it is legible. */
        UNREADABLE,
        /** It is no regular file, or larger than any segment. */
        NO_SEGMENT
    }

    public SegmentInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }
}
