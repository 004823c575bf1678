/**
 * Quotes that keep flowing while data providers fail. {@link io.tradingrecovery.quotes.QuoteProvider} is one source of
 * them; its answers, good and bad, are values.
 */
package io.tradingrecovery.quotes;
