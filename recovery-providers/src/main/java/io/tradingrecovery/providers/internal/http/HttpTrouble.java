package io.tradingrecovery.providers.internal.http;

/**
 * No whole answer came. Immutable and safe to share between threads.
 *
 * @param kind what went wrong
 * @param what one line for the operator; it holds a host at most, never a path, a query or a header
 */
public record HttpTrouble(Kind kind, String what) implements HttpResult {

    /** What went wrong. */
    public enum Kind {
        /** No connection: refused, an unknown host, a failed TLS handshake. */
        CONNECT,
        /** The connection broke before the answer's headers were there. */
        BROKEN,
        /** The deadline passed; the exchange was ended. */
        TIMEOUT,
        /** The connection broke inside the body. */
        TRUNCATED,
        /** The body is longer than what is read; the exchange was ended. */
        OVERSIZED
    }
}
