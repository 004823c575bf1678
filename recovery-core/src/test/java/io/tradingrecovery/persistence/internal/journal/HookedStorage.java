package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A storage that calls a hook before each write and sync of a file, on the thread that does it. */
final class HookedStorage implements Storage {

    /** What a file is about to do. */
    enum Step {
        WRITE,
        SYNC
    }

    /** Called before a step. */
    interface Hook {
        void before(Step step, String name) throws IOException;
    }

    private final Storage storage;
    private volatile Hook hook = (step, name) -> {};

    HookedStorage(Storage storage) {
        this.storage = storage;
    }

    void hook(Hook value) {
        hook = value;
    }

    @Override
    public Path directory() {
        return storage.directory();
    }

    @Override
    public void createFolder(String name) throws IOException {
        storage.createFolder(name);
    }

    @Override
    public List<StoredFile> list(String folder) throws IOException {
        return storage.list(folder);
    }

    @Override
    public byte[] read(String name, long maxBytes) throws IOException {
        return storage.read(name, maxBytes);
    }

    @Override
    public StorageFile create(String name) throws IOException {
        return new HookedFile(name, storage.create(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        storage.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        storage.delete(name);
    }

    @Override
    public void syncDirectory(String folder) throws IOException {
        storage.syncDirectory(folder);
    }

    @Override
    public DirectoryLock lock() throws IOException {
        return storage.lock();
    }

    private final class HookedFile implements StorageFile {

        private final String name;
        private final StorageFile file;

        HookedFile(String name, StorageFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            hook.before(Step.WRITE, name);
            file.write(bytes, position);
        }

        @Override
        public void sync() throws IOException {
            hook.before(Step.SYNC, name);
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
