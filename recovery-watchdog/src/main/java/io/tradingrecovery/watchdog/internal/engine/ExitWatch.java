package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.beat.BotLock;
import io.tradingrecovery.watchdog.internal.machine.Exit;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;

/**
 * Waits until a bot is gone. A child's end is told by the operating system. Any other process is waited for by its lock,
 * which the operating system lets go the moment it ends; one without the lock is looked at from time to time.
 */
final class ExitWatch {

    private static final long POLL_MILLIS = 200;
    private static final long CONFIRM_MILLIS = 2_000;

    private ExitWatch() {}

    /** Returns the exit code once the process is gone, {@link Exit#UNKNOWN} for one that is not our child. */
    static int await(BotProcess bot, Path stateDirectory, long pollMillis) throws InterruptedException {
        Process child = bot.child();
        if (child != null) {
            return child.waitFor();
        }
        boolean held = holdsLock(bot, stateDirectory);
        while (bot.isAlive()) {
            if (held) {
                awaitLock(stateDirectory);
                held = false;
                confirm(bot);
            } else {
                Thread.sleep(Math.min(POLL_MILLIS, pollMillis));
            }
        }
        return Exit.UNKNOWN;
    }

    private static boolean holdsLock(BotProcess bot, Path stateDirectory) {
        try {
            return BotLock.holder(stateDirectory)
                    .filter(holder -> holder.pid() == bot.pid())
                    .isPresent();
        } catch (IOException e) {
            // Looking from time to time is slower, and needs no file.
            return false;
        }
    }

    private static void awaitLock(Path stateDirectory) throws InterruptedException {
        try {
            BotLock.awaitFree(stateDirectory);
        } catch (FileLockInterruptionException | ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The lock is free a moment before the process is gone. */
    private static void confirm(BotProcess bot) throws InterruptedException {
        for (int i = 0; i < CONFIRM_MILLIS && bot.isAlive(); i++) {
            Thread.sleep(1);
        }
    }
}
