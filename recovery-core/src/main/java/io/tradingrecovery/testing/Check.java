package io.tradingrecovery.testing;

/**
 * One promise of a contract, and how to see whether it is kept. Running it from many threads is safe; each run makes what
 * it looks at anew.
 *
 * @param name the promise, as the end of a sentence that begins with "it"
 * @param body how to see
 */
public record Check(String name, Body body) {

    /** The steps of a check. */
    @FunctionalInterface
    public interface Body {
        /** Throws if the promise is broken. */
        void run() throws Exception;
    }

    /** Throws {@link AssertionError} if the promise is broken. */
    public void run() throws Exception {
        body.run();
    }
}
