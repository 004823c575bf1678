package io.tradingrecovery.drill.exchange.market;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A trade of the past on the replay's clock.
 *
 * @param offset how long after the tape's beginning it is replayed
 * @param price what one unit traded for, in dollars
 * @param size the units our orders may take of it
 */
record Tick(Duration offset, BigDecimal price, BigDecimal size) {}
