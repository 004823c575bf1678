package io.tradingrecovery.drill.report;

/**
 * One row of the table of measures.
 *
 * @param name what was measured
 * @param target what it is to be; empty where there is no target
 * @param measured what it was
 * @param met whether that is good enough
 */
public record Measure(String name, String target, String measured, boolean met) {}
