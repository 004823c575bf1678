package io.tradingrecovery.persistence.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Makes the bytes of a segment, record by record, with every freedom a writer does not have. */
final class SegmentBuilder {

    static final int SEGMENT_BYTES = 8192;

    private final long epoch;
    private final long number;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer bytes;
    private final Map<Long, FoundRecord> records = new LinkedHashMap<>();
    private int previousCrc;
    private long last;

    /** A segment with an intact header. */
    SegmentBuilder(long epoch, long number, long firstSequence, SegmentLink link) {
        this.epoch = epoch;
        this.number = number;
        this.bytes = ByteBuffer.allocate(SEGMENT_BYTES);
        this.previousCrc = link.crc();
        new SegmentHeader(SEGMENT_BYTES, epoch, number, firstSequence, link).encode(bytes);
    }

    /** Appends a record that continues the one before. */
    SegmentBuilder record(long sequence, long durableUpTo) {
        return record(sequence, durableUpTo, "{\"clientOrderId\":\"order-" + sequence + "\"}");
    }

    SegmentBuilder record(long sequence, long durableUpTo, String payload) {
        int offset = bytes.position();
        int before = previousCrc;
        byte[] content = payload.getBytes(UTF_8);
        previousCrc =
                RecordFormat.encode(bytes, crc, epoch, sequence, durableUpTo, previousCrc, RecordType.SUBMIT, content);
        records.put(
                sequence,
                new FoundRecord(
                        offset,
                        content.length,
                        sequence,
                        durableUpTo,
                        epoch,
                        before,
                        RecordType.SUBMIT.code(),
                        previousCrc));
        last = sequence;
        return this;
    }

    /** The link of a segment that continues the last record. */
    SegmentLink link() {
        return new SegmentLink(number, last, previousCrc);
    }

    /** A record that was appended. */
    FoundRecord get(long sequence) {
        FoundRecord found = records.get(sequence);
        if (found == null) {
            throw new IllegalArgumentException("No record " + sequence);
        }
        return found;
    }

    String name() {
        return SegmentName.of(number);
    }

    byte[] bytes() {
        return bytes.array().clone();
    }

    /** The bytes with records in another order; each stands alone, so their CRCs stay correct. */
    byte[] arranged(long... sequences) {
        byte[] content = new byte[SEGMENT_BYTES];
        System.arraycopy(bytes.array(), 0, content, 0, SegmentHeader.PAGE_BYTES);
        int at = SegmentHeader.PAGE_BYTES;
        for (long sequence : sequences) {
            FoundRecord found = get(sequence);
            int length = found.end() - found.offset();
            System.arraycopy(bytes.array(), found.offset(), content, at, length);
            at += length;
        }
        return content;
    }
}
