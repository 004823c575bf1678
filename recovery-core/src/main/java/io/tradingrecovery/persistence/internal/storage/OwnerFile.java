package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code owner.json}, which tells others who holds a directory. It is a hint: written without a sync, absent or outdated
 * without harm, and no failure of it reaches the caller.
 */
final class OwnerFile {

    static final String NAME = "owner.json";

    private static final Logger log = LoggerFactory.getLogger(OwnerFile.class);
    private static final int MAX_BYTES = 4096;

    private final Path directory;
    private final LockOwner self;

    OwnerFile(Path directory, LockOwner self) {
        this.directory = directory;
        this.self = self;
    }

    /** Who holds {@code directory} by its file; empty if that does not say. */
    static Optional<LockOwner> read(Path directory) {
        try {
            return Optional.of(LockOwner.fromJson(RegularFiles.read(directory.resolve(NAME), MAX_BYTES)));
        } catch (NoSuchFileException nobody) {
            return Optional.empty();
        } catch (IOException e) {
            log.debug("{} does not say who holds {}", NAME, directory, e);
            return Optional.empty();
        }
    }

    /** Names this process; done under the lock. Readers see the old file or the new one, never a part. */
    void write() {
        Path temporary = directory.resolve(NAME + ".tmp");
        try {
            Files.deleteIfExists(temporary);
            try (FileChannel channel = PrivateFiles.open(
                    temporary,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
                ByteBuffer bytes = ByteBuffer.wrap(self.toJson());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(temporary, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.warn("{} is locked, but {} could not be written to say by whom", directory, NAME, e);
        }
    }

    /** Removes the file if it still names this process; done under the lock. */
    void deleteIfOwn() {
        try {
            if (read(directory).filter(self::isSame).isPresent()) {
                Files.deleteIfExists(directory.resolve(NAME));
            }
        } catch (IOException e) {
            log.debug("{} of {} was left behind, which hinders nobody", NAME, directory, e);
        }
    }
}
