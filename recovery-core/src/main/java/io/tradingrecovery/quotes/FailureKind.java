package io.tradingrecovery.quotes;

/** Why a provider gave no usable quote; each kind has its own consequences. */
public enum FailureKind {
    /** No connection: refused, no route, an unknown host, a failed TLS handshake. */
    CONNECT,
    /** The connection broke before the whole answer was there. */
    IO,
    /** No complete answer within the time that was given. */
    TIMEOUT,
    /** The provider says that it is at fault: HTTP 5xx. */
    SERVER,
    /** An answer that can't be read: HTML, bad JSON, a missing field, a body too long or cut short, another symbol. */
    MALFORMED,
    /** A readable quote that can't be true: a price of zero or less, a bid above the ask, a time in the future. */
    INVALID,
    /** Too many requests, by the provider's count or by the plan's limit kept here; nothing is sent until it is over. */
    RATE_LIMITED,
    /** The provider refuses the key. */
    AUTH,
    /** The key is good, but its subscription does not include this. */
    PLAN,
    /** The provider answers that it has no such symbol. Nothing else counts as this: no error and no empty page. */
    SYMBOL_UNKNOWN,
    /** A valid quote that is too old to be taken while fresher ones may exist. Only the chain says this. */
    STALE,
    /** A valid quote without the bid and ask that were asked for. Only the chain says this. */
    INCOMPLETE,
    /** As many requests as may be are under way already; nothing was sent. */
    BUSY,
    /** The provider's code threw something that none of the other kinds describes, or broke its contract. */
    PROVIDER_ERROR,
    /** It was not asked: it is out of service, or there was no time left. Only the chain says this. */
    NOT_ASKED
}
