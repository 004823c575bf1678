package io.tradingrecovery.benchmarks.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The least that makes a record durable: write it to a file that was zeroed before, and sync the data. At the file's end
 * it goes on at its start. Without the lock it belongs to one thread.
 */
final class BareJournal implements AutoCloseable {

    private static final int FILE_BYTES = 4 << 20;

    private final FileChannel file;
    private final byte[] record;
    private final ReentrantLock lock = new ReentrantLock();
    private long position;

    private BareJournal(FileChannel file, byte[] record) {
        this.file = file;
        this.record = record;
    }

    static BareJournal create(Path path, byte[] record) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocate(FILE_BYTES);
        while (zeros.hasRemaining()) {
            file.write(zeros);
        }
        file.force(true);
        return new BareJournal(file, record);
    }

    long append() throws IOException {
        if (position + record.length > FILE_BYTES) {
            position = 0;
        }
        ByteBuffer rest = ByteBuffer.wrap(record);
        while (rest.hasRemaining()) {
            position += file.write(rest, position);
        }
        file.force(false);
        return position;
    }

    /** As {@link #append}, by many threads, each waiting for the one before it. */
    long appendLocked() throws IOException {
        lock.lock();
        try {
            return append();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
