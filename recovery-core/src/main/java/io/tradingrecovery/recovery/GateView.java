package io.tradingrecovery.recovery;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A gate at one moment. Immutable and safe to share between threads.
 *
 * @param state what it lets through
 * @param reasons why it is not open, each with a sentence for the operator; empty while it is
 */
public record GateView(GateState state, Map<GateReason, String> reasons) {

    public GateView {
        Map<GateReason, String> sorted = new EnumMap<>(GateReason.class);
        sorted.putAll(reasons);
        reasons = Collections.unmodifiableMap(sorted);
    }

    /** What {@code reasons} add up to, where those in {@code blocking} block whatever they do otherwise. */
    static GateView of(Map<GateReason, String> reasons, Set<GateReason> blocking) {
        GateState state = reasons.keySet().stream()
                .map(reason -> blocking.contains(reason) ? GateState.BLOCKED : reason.state())
                .max(GateState::compareTo)
                .orElse(GateState.OPEN);
        return new GateView(state, reasons);
    }

    /** In one line, such as {@code REDUCE_ONLY: REVIEW (1 finding needs a decision)}. */
    @Override
    public String toString() {
        return reasons.isEmpty()
                ? state.name()
                : state + ": "
                        + reasons.entrySet().stream()
                                .map(reason -> reason.getKey() + " (" + reason.getValue() + ")")
                                .collect(Collectors.joining(", "));
    }
}
