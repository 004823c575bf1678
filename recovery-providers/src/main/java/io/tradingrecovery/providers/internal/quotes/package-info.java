/**
 * What the quote providers have in common: {@link io.tradingrecovery.providers.internal.quotes.QuoteEngine} asks, counts requests
 * and turns failures into values; a {@link io.tradingrecovery.providers.internal.quotes.QuoteService} adds its addresses,
 * shapes and quirks.
 */
package io.tradingrecovery.providers.internal.quotes;
