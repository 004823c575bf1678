package io.tradingrecovery.persistence;

import org.jspecify.annotations.Nullable;

/** Closes a persistence when the JVM ends. */
final class ShutdownHook {

    static final ShutdownHook NONE = new ShutdownHook(null);

    private final @Nullable Thread thread;

    private ShutdownHook(@Nullable Thread thread) {
        this.thread = thread;
    }

    static ShutdownHook register(StatePersistence persistence) {
        Thread thread = new Thread(persistence::closeOnShutdown, "recovery-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The JVM is ending already: there is nothing to save yet.
            return NONE;
        }
        return new ShutdownHook(thread);
    }

    void remove() {
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook finds everything closed.
        }
    }
}
