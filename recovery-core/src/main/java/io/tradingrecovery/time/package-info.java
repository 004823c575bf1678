/** Time as something injected: {@link io.tradingrecovery.time.Ticker} to measure it, and a scheduler to wait for it. */
package io.tradingrecovery.time;
