/**
 * A supervisor that keeps exactly one trading bot running. {@link io.tradingrecovery.watchdog.Watchdog} is called from a
 * bot's startup hook; {@code recovery-watchdog.jar run} does the same from the outside.
 */
package io.tradingrecovery.watchdog;
