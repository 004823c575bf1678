package io.tradingrecovery.quotes;

/** What a provider said of one symbol: a quote, or why there is none. Immutable and safe to share between threads. */
public sealed interface QuoteOutcome permits Quote, QuoteFailure {}
