package io.tradingrecovery.drill.exchange.matching;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One trade of the market that is replayed.
 *
 * @param symbol the instrument
 * @param price what one unit traded for
 * @param size the units that our orders may take of it
 * @param at when, by the exchange's clock
 */
public record Print(String symbol, BigDecimal price, BigDecimal size, Instant at) {}
