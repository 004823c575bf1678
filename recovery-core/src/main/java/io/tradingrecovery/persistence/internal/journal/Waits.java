package io.tradingrecovery.persistence.internal.journal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that an interrupt does not end. Stateless. */
final class Waits {

    private Waits() {}

    /** Waits for a latch, interrupted or not; the flag is kept. False if it does not open in time. */
    static boolean uninterruptibly(CountDownLatch latch, long nanos) {
        boolean interrupted = false;
        long start = System.nanoTime();
        try {
            while (true) {
                try {
                    return latch.await(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
