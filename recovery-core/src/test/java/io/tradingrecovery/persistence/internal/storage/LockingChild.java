package io.tradingrecovery.persistence.internal.storage;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import java.io.IOException;
import java.nio.file.Path;

/** A process that locks the directory it is given, says how that went, and holds the lock until it is told to end. */
final class LockingChild {

    static final String HELD = "held";
    static final String REFUSED = "refused: ";

    private LockingChild() {}

    public static void main(String[] arguments) throws IOException {
        try (Storage.DirectoryLock lock =
                FileStorage.openExisting(Path.of(arguments[0])).lock()) {
            ChildJvm.say(lock.isHeld() ? HELD : "lost at once");
            int told = System.in.read();
            ChildJvm.say("told " + (char) told);
        } catch (StateDirectoryLockedException e) {
            ChildJvm.say(REFUSED + e.getMessage());
        }
    }

    /** What a second process is told that tries to lock {@code directory} now. */
    static String attempt(Path directory) throws IOException {
        try (ChildJvm child = ChildJvm.start(LockingChild.class, directory)) {
            return child.hear();
        }
    }
}
