/**
 * A paper exchange in a process of its own: {@link io.tradingrecovery.drill.exchange.PaperExchange}. It shares no code with
 * the library that is on trial, so that its ledger can be the truth the bot's books are held against.
 *
 * <p>{@code matching} decides and is pure; {@code market} replays real prices; {@code ledger} keeps what was decided;
 * {@code fault} breaks things on demand; {@code http} speaks the providers' languages.
 */
@NullMarked
package io.tradingrecovery.drill.exchange;

import org.jspecify.annotations.NullMarked;
