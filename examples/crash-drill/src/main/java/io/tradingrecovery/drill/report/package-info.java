/** What a drill came to, for a person and for a machine: {@link io.tradingrecovery.drill.report.DrillSummary}. */
@NullMarked
package io.tradingrecovery.drill.report;

import org.jspecify.annotations.NullMarked;
