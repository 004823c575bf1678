/**
 * Runs the drill: {@link io.tradingrecovery.drill.conductor.CrashDrill} starts the exchange and the watched bot, breaks one thing
 * a round, waits for the bot to come back, and in the end holds its books against the exchange's ledger.
 */
@NullMarked
package io.tradingrecovery.drill.conductor;

import org.jspecify.annotations.NullMarked;
