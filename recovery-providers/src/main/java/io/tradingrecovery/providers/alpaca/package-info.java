/**
 * Alpaca: {@link io.tradingrecovery.providers.alpaca.AlpacaQuoteProvider} for quotes, and {@link
 * io.tradingrecovery.providers.alpaca.AlpacaBroker} for what its trading API says of an account.
 */
package io.tradingrecovery.providers.alpaca;
