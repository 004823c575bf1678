package io.tradingrecovery.world;

import io.tradingrecovery.testing.SettableClock;
import java.util.ArrayList;
import java.util.List;

/** What happened in a world, line by line, for whoever reads of its failure. */
final class Story {

    private final SettableClock clock;
    private final List<String> lines = new ArrayList<>();

    Story(SettableClock clock) {
        this.clock = clock;
    }

    void tell(String line) {
        lines.add(clock.instant() + "  " + line);
    }

    /** A page of its own, such as a report. */
    void attach(String title, String page) {
        lines.add("--- " + title + "\n" + page.strip());
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
