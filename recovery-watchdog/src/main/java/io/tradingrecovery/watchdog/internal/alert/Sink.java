package io.tradingrecovery.watchdog.internal.alert;

import java.io.IOException;

/** Somewhere an alert goes. Called by one thread. */
interface Sink {

    /** What it is, without its address. */
    String name();

    /** Delivers a text within a time limit of its own. The message of a failure holds no secret. */
    void deliver(String severity, String text) throws IOException, InterruptedException;
}
