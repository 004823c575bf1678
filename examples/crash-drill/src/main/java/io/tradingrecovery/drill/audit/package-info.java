/**
 * Holds the bot's books against the exchange's ledger: {@link io.tradingrecovery.drill.audit.Audit}, a pure function of what
 * was gathered.
 */
@NullMarked
package io.tradingrecovery.drill.audit;

import org.jspecify.annotations.NullMarked;
