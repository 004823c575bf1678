package io.tradingrecovery.persistence.internal.journal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Holds the writing thread up at its next sync, so that a test decides what is queued meanwhile. */
final class Gate {

    private final CompletableFuture<Boolean> reached = new CompletableFuture<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicBoolean used = new AtomicBoolean();

    /** Holds up the next sync of a storage. */
    static Gate at(HookedStorage storage) {
        Gate gate = new Gate();
        storage.hook((step, name) -> {
            if (step == HookedStorage.Step.SYNC && gate.used.compareAndSet(false, true)) {
                gate.reached.complete(true);
                Waits.uninterruptibly(gate.opened, Long.MAX_VALUE);
            }
        });
        return gate;
    }

    /** Returns when the thread stands at the gate, or a record has its outcome without the thread coming there. */
    void awaitReached(Ticket ticket) {
        CompletableFuture<Boolean> outcome = ticket.whenDurable().handle((sequence, failure) -> false);
        CompletableFuture.anyOf(reached, outcome).join();
    }

    void open() {
        opened.countDown();
    }
}
