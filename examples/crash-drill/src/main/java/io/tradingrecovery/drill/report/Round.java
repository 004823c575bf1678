package io.tradingrecovery.drill.report;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One round: something was broken, and the bot came back or did not.
 *
 * @param number from 1
 * @param fault what was broken, as {@code SIGKILL_BOT}
 * @param detail how and when, in a few words
 * @param startMillis when it was broken, since the drill's beginning
 * @param recoverMillis from then until the bot was allowed to trade again; -1 if it never was
 * @param mainMillis from a kill until the next process was in its {@code main}; -1 where it was no plain kill
 * @param readyMicros from there until recovery had ended; -1 where it did not restart, or had to settle
 * @param status the recovery status that the bot reported, empty if it did not restart
 * @param statusExpected whether that is a status that fault and ledger allow
 * @param gateReasons why the gate was shut for a while
 * @param settled whether the recovery had to wait for the broker to show what was under way
 * @param approved whether an operator had to approve a plan
 * @param problems what was wrong, one sentence each; empty is good
 */
public record Round(
        int number,
        String fault,
        String detail,
        long startMillis,
        long recoverMillis,
        long mainMillis,
        long readyMicros,
        String status,
        boolean statusExpected,
        SortedSet<String> gateReasons,
        boolean settled,
        boolean approved,
        List<String> problems) {

    public Round {
        gateReasons = Collections.unmodifiableSortedSet(new TreeSet<>(gateReasons));
        problems = List.copyOf(problems);
    }

    /** A round that could not be played to its end. */
    public static Round broken(int number, String fault, String why) {
        return new Round(
                number, fault, "", 0, -1, -1, -1, "", true, Collections.emptySortedSet(), false, false, List.of(why));
    }

    /** Whether the bot came back and nothing was wrong. */
    public boolean passed() {
        return problems.isEmpty() && recoverMillis >= 0;
    }
}
