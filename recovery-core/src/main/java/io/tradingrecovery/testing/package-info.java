/**
 * For the tests of bots: {@link io.tradingrecovery.testing.SettableClock}, which moves when told to, and
 * {@link io.tradingrecovery.testing.SimulatedBroker}, an exchange in memory to trade against.
 */
package io.tradingrecovery.testing;
