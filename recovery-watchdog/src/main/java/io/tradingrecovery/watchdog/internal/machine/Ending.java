package io.tradingrecovery.watchdog.internal.machine;

/** How a bot ended in its own words, written by the client library while it shut down. */
public enum Ending {
    /** It said nothing: killed, crashed, or a bot without the client library. */
    SILENT,
    /** A signal asked its JVM to shut down. */
    SIGNALLED,
    /** Its last thread returned. */
    RETURNED,
    /** A thread died of an uncaught exception and the JVM ended after it. */
    THREW,
    /** It called {@code System.exit} without saying why. */
    CALLED_EXIT,
    /** It said that it stops for good. */
    WANTS_STOP,
    /** It said that it wants to be started again. */
    WANTS_RESTART
}
