package io.tradingrecovery.persistence.internal.storage;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which directories this JVM has locked, in any class loader: an entry of the system properties for each, whose value
 * says who holds it. It is asked before a lock file is opened, because closing a second descriptor of a file that this
 * process has locked would release the lock.
 */
final class LockRegistry {

    private static final String PREFIX = "io.tradingrecovery.lock.";

    private LockRegistry() {}

    /** Enters {@code holder} for a directory; gives the one who has it, and changes nothing, if it is taken. */
    static Optional<String> claim(Path realDirectory, String holder) {
        Object present = System.getProperties().putIfAbsent(key(realDirectory), holder);
        return Optional.ofNullable(present).map(Object::toString);
    }

    /** Removes the entry of a directory that the caller has claimed. */
    static void release(Path realDirectory) {
        System.getProperties().remove(key(realDirectory));
    }

    private static String key(Path realDirectory) {
        return PREFIX + realDirectory;
    }
}
