/**
 * The command line of {@code recovery-watchdog.jar}: {@link io.tradingrecovery.watchdog.internal.cli.Main}.
 */
package io.tradingrecovery.watchdog.internal.cli;
