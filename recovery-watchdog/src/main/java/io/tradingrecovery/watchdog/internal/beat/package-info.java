/**
 * The two files that bot and watchdog share: the heartbeat file, laid out in
 * {@link io.tradingrecovery.watchdog.internal.beat.BeatLayout}, and {@code bot.lock}.
 */
package io.tradingrecovery.watchdog.internal.beat;
