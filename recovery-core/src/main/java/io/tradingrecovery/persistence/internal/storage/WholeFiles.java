package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Puts whole files into a folder of a storage, so that each is there completely or not at all. */
public final class WholeFiles {

    private WholeFiles() {}

    /**
     * Writes a file durably under its final name, replacing one that has it.
     *
     * @throws IOException if it is not there, or may not survive a power failure; nothing half-written has the name
     */
    public static void put(Storage storage, String folder, String name, byte[] bytes) throws IOException {
        makeFolder(storage, folder);
        String temporary = folder + "/" + name + ".tmp";
        try {
            storage.delete(temporary);
        } catch (NoSuchFileException e) {
            // The usual case: no earlier attempt left anything.
        }
        try (Storage.StorageFile file = storage.create(temporary)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.sync();
        } catch (IOException e) {
            discard(storage, temporary, e);
            throw e;
        }
        storage.rename(temporary, folder + "/" + name);
        storage.syncDirectory(folder);
    }

    /**
     * Gives a file a second name, which keeps its bytes when the first goes; a copy where the file system has no links.
     *
     * @throws IOException if it is not there, or may not survive a power failure
     */
    public static void keep(Storage storage, String file, String folder, String name) throws IOException {
        makeFolder(storage, folder);
        Path from = storage.directory().resolve(Names.file(file));
        Path to = storage.directory().resolve(folder).resolve(name);
        RegularFiles.requireRegular(from, RegularFiles.attributes(from));
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            put(storage, folder, name, storage.read(file, Integer.MAX_VALUE));
            return;
        }
        storage.syncDirectory(folder);
    }

    private static void makeFolder(Storage storage, String folder) throws IOException {
        boolean there = storage.list("").stream().anyMatch(file -> file.name().equals(folder));
        storage.createFolder(folder);
        if (!there) {
            storage.syncDirectory("");
        }
    }

    private static void discard(Storage storage, String name, IOException because) {
        try {
            storage.delete(name);
        } catch (NoSuchFileException e) {
            // It was never created.
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
