package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where one watchdog keeps its state. Readable and writable by its owner alone.
 *
 * <pre>
 *   watchdog.lock   held by the watchdog            state          what it knows, replaced atomically
 *   bot.lock        held by a bot with the client   events.jsonl   one line a transition; events.jsonl.1 before it
 *   beats-ID        heartbeats of the launch ID     output.log     what the bot prints; output.log.1, .2 before it
 *   control/        requests of the other verbs     dumps/         thread dumps
 * </pre>
 *
 * @param path its path, absolute
 */
public record StateDirectory(Path path) {

    /** Makes the directory if it does not exist, and tries to write into it. */
    static StateDirectory prepare(Path path) throws IOException {
        StateDirectory directory = new StateDirectory(path.toAbsolutePath().normalize());
        createPrivate(directory.path);
        createPrivate(directory.control());
        // Two watchdogs may try at the same moment.
        Path probe = Files.createTempFile(directory.path, "probe", ".tmp");
        Files.write(probe, new byte[512]);
        Files.delete(probe);
        return directory;
    }

    Path control() {
        return path.resolve("control");
    }

    Path dumps() {
        return path.resolve("dumps");
    }

    Path events() {
        return path.resolve("events.jsonl");
    }

    Path state() {
        return path.resolve("state");
    }

    Path instanceLock() {
        return path.resolve("watchdog.lock");
    }

    Path output() {
        return path.resolve("output.log");
    }

    /** Makes a directory that only its owner can enter, with its parents; one that exists is left as it is. */
    static void createPrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            if (hasPosixPermissions()) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(directory);
            }
        } catch (FileAlreadyExistsException madeMeanwhile) {
            if (!Files.isDirectory(directory)) {
                throw madeMeanwhile;
            }
        }
    }

    /** Makes an empty file that only its owner can read; one that exists is left as it is. */
    static void createPrivateFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                createFile(file);
            } catch (FileAlreadyExistsException madeMeanwhile) {
                // As it should be.
            }
        }
    }

    private static void createFile(Path file) throws IOException {
        if (hasPosixPermissions()) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    /** Replaces a file in one step, so that a reader sees the old text or the new one. Only the owner can read it. */
    static void replace(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(next);
        createFile(next);
        Files.write(next, text.getBytes(StandardCharsets.UTF_8));
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean hasPosixPermissions() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
