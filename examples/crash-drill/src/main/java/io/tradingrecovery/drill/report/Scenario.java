package io.tradingrecovery.drill.report;

import java.util.List;

/**
 * A scenario of its own, beside the rounds.
 *
 * @param name what it is about
 * @param course what happened, step by step
 * @param problems what was wrong, one sentence each; empty is good
 */
public record Scenario(String name, List<String> course, List<String> problems) {

    public Scenario {
        course = List.copyOf(course);
        problems = List.copyOf(problems);
    }

    /** Whether all went as it should. */
    public boolean passed() {
        return problems.isEmpty();
    }
}
