package io.tradingrecovery.watchdog.internal.machine;

import java.util.List;

/** What a step of the reducer gives: the next state, and what to do, in order. Immutable. */
public record Step(Machine machine, List<Action> actions) {

    public Step {
        actions = List.copyOf(actions);
    }
}
