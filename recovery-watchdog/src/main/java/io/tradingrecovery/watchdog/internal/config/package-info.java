/**
 * Options as texts: {@link io.tradingrecovery.watchdog.internal.config.Options} turns names and values, from wherever they
 * come, into a {@link io.tradingrecovery.watchdog.WatchdogConfig} and back.
 */
package io.tradingrecovery.watchdog.internal.config;
