package io.tradingrecovery.persistence.internal.journal;

import java.util.List;
import java.util.Objects;

/**
 * Bytes behind the end of the journal: a group that was being written when the power failed. It was never acknowledged,
 * but an order in it may have been meant. Immutable as long as nobody changes the bytes, which are not copied.
 */
public final class CutTail {

    /** How many bytes are kept of all the pieces of a tail. */
    public static final int MAX_BYTES = 16 << 20;

    private final String segment;
    private final long offset;
    private final long length;
    private final byte[] bytes;
    private final List<String> clientOrderIds;

    CutTail(String segment, long offset, long length, byte[] bytes, List<String> clientOrderIds) {
        this.segment = Objects.requireNonNull(segment, "segment");
        this.offset = offset;
        this.length = length;
        this.bytes = Objects.requireNonNull(bytes, "bytes");
        this.clientOrderIds = List.copyOf(clientOrderIds);
    }

    /** The file they are in. */
    public String segment() {
        return segment;
    }

    /** Where in the file they begin. */
    public long offset() {
        return offset;
    }

    /** How many there are, up to the zeros that fill the file. */
    public long length() {
        return length;
    }

    /** The bytes themselves; fewer than {@link #length()} only past {@link #MAX_BYTES}. */
    public byte[] bytes() {
        return bytes;
    }

    /** Each client order id that can still be read in them, in the order found. */
    public List<String> clientOrderIds() {
        return clientOrderIds;
    }

    @Override
    public String toString() {
        return length + " bytes of " + segment + " from offset " + offset + " on, naming the orders " + clientOrderIds;
    }
}
