/**
 * The bot on trial, and the example to read first: {@link io.tradingrecovery.drill.bot.DrillBot} is its startup hook,
 * {@link io.tradingrecovery.drill.bot.TradingBook} what it knows,
 * {@link io.tradingrecovery.drill.bot.TradingLoop} what it does.
 */
@NullMarked
package io.tradingrecovery.drill.bot;

import org.jspecify.annotations.NullMarked;
