/** Finnhub: {@link io.tradingrecovery.providers.finnhub.FinnhubQuoteProvider}. */
package io.tradingrecovery.providers.finnhub;
