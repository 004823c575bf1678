/**
 * For the tests of bots: {@link io.tradingrecovery.testing.SettableClock}, which moves when told to, and, to trade
 * against, an exchange in memory.
 */
package io.tradingrecovery.testing;
