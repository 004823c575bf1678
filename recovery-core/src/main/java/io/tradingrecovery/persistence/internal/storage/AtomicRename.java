package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Renames atomically, with patience on Windows: a virus scanner or an indexer that has just opened the file makes the
 * rename fail there with "access denied" for a moment. Everywhere else the first answer counts.
 */
final class AtomicRename {

    /** Waits of 5, 10, 20 … 640 ms: 1.3 s in all, more than a scan of a small file takes. */
    private static final int ATTEMPTS = 9;

    private static final Duration FIRST_WAIT = Duration.ofMillis(5);

    private final Move move;
    private final Wait wait;
    private final int attempts;

    AtomicRename(Move move, Wait wait, boolean windows) {
        this.move = move;
        this.wait = wait;
        this.attempts = windows ? ATTEMPTS : 1;
    }

    /** The renames of this machine. */
    static AtomicRename ofThisSystem() {
        return new AtomicRename(
                (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE),
                duration -> LockSupport.parkNanos(duration.toNanos()),
                FileStorage.WINDOWS);
    }

    void rename(Path from, Path to) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                move.move(from, to);
                return;
            } catch (AccessDeniedException e) {
                if (attempt >= attempts) {
                    throw e;
                }
                wait.await(FIRST_WAIT.multipliedBy(1L << (attempt - 1)));
            }
        }
    }

    /** One rename, which either happens or does not. */
    interface Move {
        void move(Path from, Path to) throws IOException;
    }

    /** Lets time pass. */
    interface Wait {
        void await(Duration duration);
    }
}
