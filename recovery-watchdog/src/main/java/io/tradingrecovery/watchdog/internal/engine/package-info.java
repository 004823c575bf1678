/**
 * The rim around the reducer: processes, files, locks, signals and probes.
 * {@link io.tradingrecovery.watchdog.internal.engine.Supervisor} runs the loop.
 */
package io.tradingrecovery.watchdog.internal.engine;
