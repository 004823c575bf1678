package io.tradingrecovery.providers.internal.http;

/** What came of one request. Immutable and safe to share between threads. */
public sealed interface HttpResult permits HttpAnswer, HttpTrouble {}
