package io.tradingrecovery.drill.conductor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fault strikes in which round, and when: decided by the seed alone.
 *
 * @param rounds in order
 */
record FaultSchedule(long seed, List<Planned> rounds) {

    private static final int LONGEST_TRADING_MILLIS = 1500;

    /**
     * A round that is to come.
     *
     * @param fault what breaks
     * @param tradesFor how long the bot trades before that
     * @param seed for what else is random in it
     */
    record Planned(DrillFault fault, Duration tradesFor, long seed) {}

    /** So many rounds of these faults; each of them once before any strikes again. */
    static FaultSchedule of(long seed, int rounds, Set<DrillFault> faults) {
        Random random = new Random(seed);
        List<Planned> planned = new ArrayList<>();
        List<DrillFault> deck = new ArrayList<>();
        while (planned.size() < rounds) {
            if (deck.isEmpty()) {
                deck.addAll(new TreeSet<>(faults));
                Collections.shuffle(deck, random);
            }
            planned.add(new Planned(
                    deck.remove(deck.size() - 1),
                    Duration.ofMillis(random.nextInt(LONGEST_TRADING_MILLIS)),
                    random.nextLong()));
        }
        return new FaultSchedule(seed, planned);
    }
}
