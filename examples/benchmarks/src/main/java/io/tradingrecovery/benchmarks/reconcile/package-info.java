/** How fast and how small reconciliation is: {@link io.tradingrecovery.benchmarks.reconcile.ReconcileGroup} lists it. */
@NullMarked
package io.tradingrecovery.benchmarks.reconcile;

import org.jspecify.annotations.NullMarked;
