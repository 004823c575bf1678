package io.tradingrecovery.persistence.internal.journal;

/**
 * A record that the next segment continues: the last one known to be on disk. Whatever follows it in its segment, or in
 * segments between, is void.
 *
 * @param segment the number of the segment that holds the record; 0 where it is not known
 * @param sequence the record's sequence; 0 for none
 * @param crc the record's CRC; 0 for none
 */
public record SegmentLink(long segment, long sequence, int crc) {

    /** The link of a journal's first segment. */
    static final SegmentLink NONE = new SegmentLink(0, 0, 0);
}
