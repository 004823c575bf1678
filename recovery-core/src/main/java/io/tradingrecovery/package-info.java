/** The facade that a bot's startup hook calls: {@link io.tradingrecovery.TradingRecovery}. */
package io.tradingrecovery;
