/** Measures the library: {@link io.tradingrecovery.benchmarks.Benchmarks} runs one group of measurements. */
@NullMarked
package io.tradingrecovery.benchmarks;

import org.jspecify.annotations.NullMarked;
