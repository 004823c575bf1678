/**
 * The watchdog: how soon it notices and starts, and what it costs while nothing happens.
 * {@link io.tradingrecovery.benchmarks.watchdog.WatchdogGroup} lists the measurements.
 */
package io.tradingrecovery.benchmarks.watchdog;
