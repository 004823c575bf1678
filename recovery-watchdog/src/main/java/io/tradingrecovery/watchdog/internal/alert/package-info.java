/**
 * Calls to people and to other machines, on a thread of their own:
 * {@link io.tradingrecovery.watchdog.internal.alert.Courier} never holds up a restart.
 */
package io.tradingrecovery.watchdog.internal.alert;
