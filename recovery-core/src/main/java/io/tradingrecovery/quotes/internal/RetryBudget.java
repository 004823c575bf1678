package io.tradingrecovery.quotes.internal;

/**
 * Keeps retries to a fifth of all requests, and a few at the start: when everything fails, retrying would only double the
 * load. Thread-safe.
 */
public final class RetryBudget {

    /** A retry costs as much as so many requests bring in. */
    private static final int PRICE = 5;

    private static final int MOST_SAVED = 10 * PRICE;

    private int saved = MOST_SAVED;

    /** A request was sent. */
    public synchronized void earn() {
        saved = Math.min(MOST_SAVED, saved + 1);
    }

    /** Whether a retry may be sent, which is then paid for. */
    public synchronized boolean trySpend() {
        if (saved < PRICE) {
            return false;
        }
        saved -= PRICE;
        return true;
    }
}
