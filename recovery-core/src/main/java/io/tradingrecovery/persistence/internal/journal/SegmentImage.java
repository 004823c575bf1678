package io.tradingrecovery.persistence.internal.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The bytes of one segment file, and the records in them. Confined to one thread. */
final class SegmentImage {

    private static final int CHECK_OFFSET = 4;
    private static final int CRC_OFFSET = 40;

    private final byte[] content;
    private final ByteBuffer bytes;
    private final CRC32C crc = new CRC32C();
    private final int end;

    SegmentImage(byte[] content) {
        this.content = content;
        this.bytes = ByteBuffer.wrap(content);
        this.end = endOf(content);
    }

    /** Where the zeros begin that fill the file; 0 if there is nothing else. */
    int end() {
        return end;
    }

    /** How many bytes the file has. */
    int length() {
        return content.length;
    }

    /** Whether zeros at an offset prove that no record was ever written there. */
    boolean isUnused(int offset) {
        return offset >= end && content.length - offset >= RecordFormat.HEADER_BYTES;
    }

    /** The header page; empty if it is none. */
    Optional<SegmentHeader> header() {
        return SegmentHeader.decode(bytes);
    }

    /** The record at an offset; empty unless it passes all its checks. */
    Optional<FoundRecord> recordAt(int offset) {
        bytes.clear();
        if (offset + RecordFormat.HEADER_BYTES > content.length || isNothing(offset)) {
            return Optional.empty();
        }
        int length = bytes.getInt(offset);
        if (length < 0
                || length > RecordFormat.MAX_PAYLOAD_BYTES
                || offset + RecordFormat.sizeOf(length) > content.length
                || bytes.getInt(offset + CHECK_OFFSET) != RecordFormat.lengthCheck(bytes, crc, offset)) {
            return Optional.empty();
        }
        bytes.clear();
        FoundRecord record = new FoundRecord(
                offset,
                length,
                bytes.getLong(offset + 8),
                bytes.getLong(offset + 16),
                bytes.getLong(offset + 24),
                bytes.getInt(offset + 32),
                bytes.getInt(offset + 36),
                bytes.getInt(offset + CRC_OFFSET));
        boolean plausible = record.durableUpTo() >= 0
                && record.sequence() > record.durableUpTo()
                && record.epoch() != 0
                && bytes.getInt(offset + 44) == 0;
        return plausible && record.crc() == RecordFormat.recordCrc(bytes, crc, offset, record.end())
                ? Optional.of(record)
                : Optional.empty();
    }

    /** The next record at or after an offset, at whatever multiple of 8 it stands. */
    Optional<FoundRecord> nextRecord(int offset) {
        for (int at = offset; at < end; at += RecordFormat.ALIGNMENT) {
            Optional<FoundRecord> record = recordAt(at);
            if (record.isPresent()) {
                return record;
            }
        }
        return Optional.empty();
    }

    /** A copy of a record's payload. */
    byte[] payload(FoundRecord record) {
        int from = record.offset() + RecordFormat.HEADER_BYTES;
        return copy(from, from + record.payloadLength());
    }

    /** A copy of the bytes between two offsets. */
    byte[] copy(int from, int to) {
        byte[] copy = new byte[to - from];
        System.arraycopy(content, from, copy, 0, copy.length);
        return copy;
    }

    private boolean isNothing(int offset) {
        return offset >= end || (bytes.getLong(offset) == 0 && bytes.getLong(offset + 8) == 0);
    }

    private static int endOf(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
