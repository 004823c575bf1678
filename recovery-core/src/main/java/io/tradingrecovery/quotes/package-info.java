/**
 * Quotes that keep flowing while data providers fail: {@link io.tradingrecovery.quotes.ResilientDataProvider} asks a chain
 * of {@link io.tradingrecovery.quotes.QuoteProvider}s and says how old each answer is and where it came from.
 */
package io.tradingrecovery.quotes;
