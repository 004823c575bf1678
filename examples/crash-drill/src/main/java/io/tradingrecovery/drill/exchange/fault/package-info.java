/** What an exchange does to its clients on a bad day, on demand: {@link io.tradingrecovery.drill.exchange.fault.FaultBoard}. */
@NullMarked
package io.tradingrecovery.drill.exchange.fault;

import org.jspecify.annotations.NullMarked;
