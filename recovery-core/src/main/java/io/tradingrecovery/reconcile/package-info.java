/**
 * From what was saved and what the broker says to a plan, as pure functions of values: no input or output, no clock, no
 * logging, no threads. {@link io.tradingrecovery.reconcile.Reconciler} is the entry point.
 */
package io.tradingrecovery.reconcile;
