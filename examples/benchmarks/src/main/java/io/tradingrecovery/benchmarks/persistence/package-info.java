/** Measures how fast state is kept and found again: {@link io.tradingrecovery.benchmarks.persistence.PersistenceGroup}. */
@NullMarked
package io.tradingrecovery.benchmarks.persistence;

import org.jspecify.annotations.NullMarked;
