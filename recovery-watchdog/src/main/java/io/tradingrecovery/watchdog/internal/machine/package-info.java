/**
 * The watchdog's decisions as one pure function: {@link io.tradingrecovery.watchdog.internal.machine.Reducer} maps a
 * state, an event and a monotonic time to the next state and to the actions it asks for. No I/O, no clock, no thread.
 */
package io.tradingrecovery.watchdog.internal.machine;
