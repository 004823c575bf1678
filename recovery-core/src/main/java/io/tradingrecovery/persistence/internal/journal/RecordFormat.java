package io.tradingrecovery.persistence.internal.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of a record. All integers are big-endian; a record starts at a multiple of 8.
 *
 * <pre>
 *   0  u32  length of the payload, without its padding
 *   4  u32  check of the length: CRC32C of the length and the sequence
 *   8  u64  sequence, from 1
 *  16  u64  durableUpTo: the last sequence known to be on disk when this record was written, 0 for none
 *  24  u64  epoch of the journal, never 0
 *  32  u32  CRC of the record before this one, across segments; 0 for the first of a journal
 *  36  u32  type
 *  40  u32  CRC32C of bytes 0 to 39 and of the padded payload
 *  44  u32  reserved, 0
 *  48       payload, padded with zeros to a multiple of 8
 * </pre>
 *
 * A record can be checked alone, wherever it is found; the CRC of the one before shows what was removed or replaced. The
 * length has a check of its own, so that a broken one never sends the reader past the records that follow it. No run of
 * zeros is a record. Stateless.
 */
final class RecordFormat {

    static final int HEADER_BYTES = 48;
    static final int MAX_PAYLOAD_BYTES = 1 << 20;
    static final int ALIGNMENT = 8;

    private static final int CHECKED_BYTES = 40;

    private RecordFormat() {}

    /** The bytes a record takes, with header and padding. */
    static int sizeOf(int payloadLength) {
        return HEADER_BYTES + ((payloadLength + ALIGNMENT - 1) & -ALIGNMENT);
    }

    /**
     * Appends a record at the buffer's position, which must leave {@link #sizeOf} bytes, and gives its CRC.
     *
     * @param crc reused from call to call
     */
    static int encode(
            ByteBuffer out,
            CRC32C crc,
            long epoch,
            long sequence,
            long durableUpTo,
            int previousCrc,
            RecordType type,
            byte[] payload) {
        int start = out.position();
        int end = start + sizeOf(payload.length);
        out.putInt(payload.length)
                .putInt(0)
                .putLong(sequence)
                .putLong(durableUpTo)
                .putLong(epoch)
                .putInt(previousCrc)
                .putInt(type.code())
                .putLong(0)
                .put(payload);
        while (out.position() < end) {
            out.put((byte) 0);
        }
        int limit = out.limit();
        out.putInt(start + 4, lengthCheck(out, crc, start));
        int recordCrc = recordCrc(out, crc, start, end);
        out.putInt(start + CHECKED_BYTES, recordCrc);
        out.limit(limit).position(end);
        return recordCrc;
    }

    /** The record's check of its length, as it should be; moves the buffer's position and limit. */
    static int lengthCheck(ByteBuffer bytes, CRC32C crc, int start) {
        crc.reset();
        update(bytes, crc, start, start + 4);
        update(bytes, crc, start + 8, start + 16);
        return (int) crc.getValue();
    }

    /** The record's CRC, as it should be; moves the buffer's position and limit. */
    static int recordCrc(ByteBuffer bytes, CRC32C crc, int start, int end) {
        crc.reset();
        update(bytes, crc, start, start + CHECKED_BYTES);
        update(bytes, crc, start + HEADER_BYTES, end);
        return (int) crc.getValue();
    }

    private static void update(ByteBuffer bytes, CRC32C crc, int from, int to) {
        bytes.limit(to).position(from);
        crc.update(bytes);
    }
}
