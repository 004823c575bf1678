/** The exchange's memory, which survives its death: {@link io.tradingrecovery.drill.exchange.ledger.LedgerFile}. */
@NullMarked
package io.tradingrecovery.drill.exchange.ledger;

import org.jspecify.annotations.NullMarked;
