package io.tradingrecovery.persistence.internal.journal;

/** A record that passes its own checks, and where it stands in its segment. The payload stays in the segment's bytes. */
record FoundRecord(
        int offset,
        int payloadLength,
        long sequence,
        long durableUpTo,
        long epoch,
        int previousCrc,
        int typeCode,
        int crc) {

    /** The offset behind it, padding included. */
    int end() {
        return offset + RecordFormat.sizeOf(payloadLength);
    }
}
