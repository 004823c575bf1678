/**
 * What a trading engine knows, as immutable records; {@link io.tradingrecovery.state.SystemStateSnapshot} holds all of it.
 * The records refuse only what can't be stored; whether a state is plausible is judged by recovery.
 */
package io.tradingrecovery.state;
