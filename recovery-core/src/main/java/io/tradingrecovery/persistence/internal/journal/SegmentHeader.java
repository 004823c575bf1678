package io.tradingrecovery.persistence.internal.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first page of a segment. All integers are big-endian.
 *
 * <pre>
 *     0  8 bytes  "TRJOURNL"
 *     8  u32      format version, 1
 *    12  u32      reserved, 0
 *    16  u64      size of the segment in bytes, this page included
 *    24  u64      epoch: random, never 0, the same in all segments of a journal
 *    32  u64      number of the segment, as in its name
 *    40  u64      sequence of its first record
 *    48  u64      link: number of the segment it continues, 0 for none
 *    56  u64      link: sequence of the last valid record there
 *    64  u32      link: CRC of that record
 *    68  u32      CRC32C of bytes 0 to 67
 *    72           zeros to 4096
 *  4096           records, one after the other, each at a multiple of 8, then zeros
 * </pre>
 *
 * <p>A segment is created full of zeros and made durable so, name included. Its header is written together with its first
 * group of records, when everything it continues is on disk already: so the link is a witness too. A file of zeros alone
 * is a spare. Every later format keeps the first twelve bytes, the CRC and its place.
 *
 * @param version the format version
 * @param segmentBytes the size of the segment, this page included
 * @param epoch the journal's epoch
 * @param number the segment's number
 * @param firstSequence the sequence of its first record
 * @param link the record it continues
 */
record SegmentHeader(int version, long segmentBytes, long epoch, long number, long firstSequence, SegmentLink link) {

    static final int PAGE_BYTES = 4096;
    static final int MAX_SEGMENT_BYTES = 16 << 20;
    static final int VERSION = 1;

    private static final long MAGIC = 0x54524a4f55524e4cL;
    private static final int CRC_OFFSET = 68;

    SegmentHeader(long segmentBytes, long epoch, long number, long firstSequence, SegmentLink link) {
        this(VERSION, segmentBytes, epoch, number, firstSequence, link);
    }

    /** Appends the whole page at the buffer's position. */
    void encode(ByteBuffer out) {
        ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
        page.putLong(MAGIC)
                .putInt(version)
                .putInt(0)
                .putLong(segmentBytes)
                .putLong(epoch)
                .putLong(number)
                .putLong(firstSequence)
                .putLong(link.segment())
                .putLong(link.sequence())
                .putInt(link.crc())
                .putInt(crcOf(page));
        out.put(page.clear());
    }

    /** The header of a segment's bytes; empty if they are too few, no header, or damaged. */
    static Optional<SegmentHeader> decode(ByteBuffer segment) {
        if (segment.capacity() < PAGE_BYTES
                || segment.getLong(0) != MAGIC
                || segment.getInt(CRC_OFFSET) != crcOf(segment)) {
            return Optional.empty();
        }
        return Optional.of(new SegmentHeader(
                segment.getInt(8),
                segment.getLong(16),
                segment.getLong(24),
                segment.getLong(32),
                segment.getLong(40),
                new SegmentLink(segment.getLong(48), segment.getLong(56), segment.getInt(64))));
    }

    private static int crcOf(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.duplicate().limit(CRC_OFFSET).position(0));
        return (int) crc.getValue();
    }
}
