/**
 * What a bot tells its watchdog: that its work loops are alive, that it is ready, and why it ends.
 * {@link io.tradingrecovery.watchdog.client.WatchdogClient} is the entry point.
 */
package io.tradingrecovery.watchdog.client;
