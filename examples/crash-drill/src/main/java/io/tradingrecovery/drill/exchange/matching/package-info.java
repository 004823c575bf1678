/**
 * The exchange's decisions: {@link io.tradingrecovery.drill.exchange.matching.Matching} and
 * {@link io.tradingrecovery.drill.exchange.matching.OrderDesk} turn what is known and what comes in into
 * {@link io.tradingrecovery.drill.exchange.matching.LedgerEntry ledger entries}; nothing here does I/O or reads a clock.
 */
@NullMarked
package io.tradingrecovery.drill.exchange.matching;

import org.jspecify.annotations.NullMarked;
