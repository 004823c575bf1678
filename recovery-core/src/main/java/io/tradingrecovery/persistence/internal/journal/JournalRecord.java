package io.tradingrecovery.persistence.internal.journal;

import java.util.Objects;

/** A record that was read. Safe to share between threads as long as nobody changes the payload, which is not copied. */
public final class JournalRecord {

    private final long sequence;
    private final RecordType type;
    private final byte[] payload;

    /** A record with its sequence, from 1. */
    public JournalRecord(long sequence, RecordType type, byte[] payload) {
        this.sequence = sequence;
        this.type = Objects.requireNonNull(type, "type");
        this.payload = Objects.requireNonNull(payload, "payload");
    }

    /** Its place in the journal; numbers only grow, but not each is used. */
    public long sequence() {
        return sequence;
    }

    /** What it tells. */
    public RecordType type() {
        return type;
    }

    /** Its bytes, as they were appended; not a copy. */
    public byte[] payload() {
        return payload;
    }

    @Override
    public String toString() {
        return type + " " + sequence + " (" + payload.length + " bytes)";
    }
}
