package io.tradingrecovery.persistence.internal.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of the group that is being put together, in memory the disk is written from without a copy. Used again for
 * each group, it grows up to the largest of them. Confined to one thread.
 */
final class GroupBuffer {

    private static final int INITIAL_BYTES = 64 << 10;

    private final CRC32C crc = new CRC32C();
    private ByteBuffer bytes = ByteBuffer.allocateDirect(INITIAL_BYTES);

    /** Begins a new group. */
    void clear() {
        bytes.clear();
    }

    int size() {
        return bytes.position();
    }

    /** Adds a header page. */
    void add(SegmentHeader header) {
        ensureRoom(SegmentHeader.PAGE_BYTES);
        header.encode(bytes);
    }

    /** Adds a record and gives its CRC. */
    int add(long epoch, long sequence, long durableUpTo, int previousCrc, RecordType type, byte[] payload) {
        ensureRoom(RecordFormat.sizeOf(payload.length));
        return RecordFormat.encode(bytes, crc, epoch, sequence, durableUpTo, previousCrc, type, payload);
    }

    /** The group, to be written; valid until the next is begun. */
    ByteBuffer written() {
        return bytes.flip();
    }

    private void ensureRoom(int needed) {
        if (bytes.remaining() >= needed) {
            return;
        }
        int capacity = bytes.capacity();
        while (capacity - bytes.position() < needed) {
            capacity *= 2;
        }
        bytes = ByteBuffer.allocateDirect(capacity).put(bytes.flip());
    }
}
