package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A segment file that is open for writing, from its zeros on. Nothing in it is ever written twice. Confined to one thread
 * at a time.
 */
final class OpenSegment {

    private static final Logger LOG = LoggerFactory.getLogger(OpenSegment.class);
    private static final int ZEROS = 64 << 10;

    private final Storage storage;
    private final StorageFile file;
    private final long number;
    private final int size;
    private int position;

    private OpenSegment(Storage storage, StorageFile file, long number, int size) {
        this.storage = storage;
        this.file = file;
        this.number = number;
        this.size = size;
    }

    /** Creates a segment of zeros and makes it durable, name included. Leaves nothing behind if it fails, if it can. */
    static OpenSegment create(Storage storage, long number, int size) throws IOException {
        String name = SegmentName.of(number);
        OpenSegment segment = new OpenSegment(storage, storage.create(name), number, size);
        try {
            segment.fillWithZeros();
            segment.file.sync();
            storage.syncDirectory("");
        } catch (IOException e) {
            segment.discard();
            throw e;
        }
        return segment;
    }

    private void fillWithZeros() throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(size, ZEROS));
        for (int at = 0; at < size; at += zeros.capacity()) {
            zeros.clear().limit(Math.min(zeros.capacity(), size - at));
            file.write(zeros, at);
        }
    }

    long number() {
        return number;
    }

    int size() {
        return size;
    }

    /** Where the next group goes; 0 while the header page is not written. */
    int position() {
        return position;
    }

    /** How many bytes are left for records; those of the header page are none. */
    int room() {
        return size - Math.max(position, SegmentHeader.PAGE_BYTES);
    }

    boolean isMoreThanHalfFull() {
        return room() < (size - SegmentHeader.PAGE_BYTES) / 2;
    }

    /** Writes bytes behind those before and makes them durable. */
    void append(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        write(bytes, position);
        position += length;
    }

    /** Writes bytes at a place of their own and makes them durable. */
    void write(ByteBuffer bytes, int at) throws IOException {
        file.write(bytes, at);
        file.sync();
    }

    /** Goes on behind a place. */
    void moveTo(int at) {
        position = at;
    }

    /** Closes the file. Everything in it is durable or given up, so an error here changes nothing. */
    void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Journal segment {} was not closed properly", SegmentName.of(number), e);
        }
    }

    /** Closes and deletes a segment that was never used; a file of zeros that stays behind is a spare. */
    void discard() {
        close();
        try {
            storage.delete(SegmentName.of(number));
        } catch (IOException e) {
            LOG.warn("Journal segment {} was not used and could not be deleted", SegmentName.of(number), e);
        }
    }
}
