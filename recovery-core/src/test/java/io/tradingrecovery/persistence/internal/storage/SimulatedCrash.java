package io.tradingrecovery.persistence.internal.storage;

/** The process is dead: no code of it runs from here on, so nothing may catch this but the test. */
public final class SimulatedCrash extends Error {

    private static final long serialVersionUID = 1L;

    SimulatedCrash(String message) {
        super(message);
    }
}
