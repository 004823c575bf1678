package io.tradingrecovery.drill.report;

import java.util.List;

/**
 * What a start costs, measured after the drill at a quiet exchange, one bot with the library and one without in turn.
 *
 * @param jvmMillis from the start of a process until it was in its {@code main}, without a watchdog
 * @param bareMicros from there until the broker had answered every question, without the library
 * @param recoveredMicros from there until recovery had ended, with it
 * @param bareRequests how many requests a start without the library sent
 * @param recoveredRequests how many one with it sent
 */
public record StartTimes(
        List<Long> jvmMillis,
        List<Long> bareMicros,
        List<Long> recoveredMicros,
        long bareRequests,
        long recoveredRequests) {

    /** No measurement. */
    public static final StartTimes NONE = new StartTimes(List.of(), List.of(), List.of(), 0, 0);

    public StartTimes {
        jvmMillis = List.copyOf(jvmMillis);
        bareMicros = List.copyOf(bareMicros);
        recoveredMicros = List.copyOf(recoveredMicros);
    }
}
