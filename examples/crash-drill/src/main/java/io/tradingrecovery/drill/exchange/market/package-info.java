/** Real prices of the past, replayed: {@link io.tradingrecovery.drill.exchange.market.MarketReplay}. */
@NullMarked
package io.tradingrecovery.drill.exchange.market;

import org.jspecify.annotations.NullMarked;
