package io.tradingrecovery.watchdog.internal.machine;

import io.tradingrecovery.watchdog.OrphanPolicy;

/**
 * What the reducer needs to know besides its state. Immutable; all times in nanoseconds.
 *
 * @param instance a text that no other watchdog process uses; launch ids begin with it
 * @param maxRestarts the restart budget's limit
 * @param window the restart budget's window
 * @param backoffInitial the first delay before a restart
 * @param backoffMax the longest delay before a restart
 * @param backoffReset how long a bot must have been ready for the backoff to begin anew
 * @param startupTimeout how long a bot may take to become ready, or to say again that it is still starting
 * @param suspectGrace how long a bot that missed a heartbeat is looked at before it counts as hung
 * @param dumpTimeout how long taking thread dumps may last
 * @param stopTimeout how long a bot may take to end when asked
 * @param killRetry how long to wait for a killed bot before it is killed again and a person is called
 * @param reminder how often a person is reminded of an exhausted budget
 * @param orphan what to do about a bot that is alive at the beginning
 * @param exitRules what follows from an exit
 * @param restarts false for a guard, which detects, dumps and kills but leaves starting to somebody else
 */
public record Settings(
        String instance,
        int maxRestarts,
        long window,
        long backoffInitial,
        long backoffMax,
        long backoffReset,
        long startupTimeout,
        long suspectGrace,
        long dumpTimeout,
        long stopTimeout,
        long killRetry,
        long reminder,
        OrphanPolicy orphan,
        ExitRules exitRules,
        boolean restarts) {}
