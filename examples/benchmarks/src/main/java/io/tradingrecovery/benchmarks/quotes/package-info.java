/** Measures the quote chain beside bare decoration with Resilience4j and with Failsafe. */
@NullMarked
package io.tradingrecovery.benchmarks.quotes;

import org.jspecify.annotations.NullMarked;
