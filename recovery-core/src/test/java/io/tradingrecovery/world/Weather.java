package io.tradingrecovery.world;

import static io.tradingrecovery.broker.BrokerException.Kind.AUTH;
import static io.tradingrecovery.broker.BrokerException.Kind.TRANSIENT;

import io.tradingrecovery.testing.BrokerFaults;
import io.tradingrecovery.testing.Read;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** What goes wrong with the broker's answers during recovery. */
enum Weather {
    CLEAR,
    /** Nothing is answered. */
    DOWN,
    /** Some questions are not answered. */
    PARTLY_DOWN,
    /** Single answers fail, which asking again makes up for. */
    HICCUPS,
    WRONG_KEY,
    OTHER_ACCOUNT,
    /** All answers show what was so many seconds ago. */
    LAGGING,
    /** Positions lag, the rest does not. */
    POSITIONS_LAG,
    FLICKER,
    /** The market moves while the bot looks. */
    MOVING,
    NULLS,
    /** Pages are missing, and the broker says so. */
    CUT_PAGES,
    /** Pages of one question are missing, and the broker does not say so. */
    SILENTLY_CUT_PAGES,
    DUPLICATE_ROWS,
    CONTRADICTING_ROWS,
    /** What ended or happened a while ago is not known any more. */
    FORGETFUL,
    /** Anything at any answer. */
    RANDOM;

    /** Weather in which positions may be said to be other than they are, and nothing in the answer shows it. */
    static final Set<Weather> LYING = EnumSet.of(POSITIONS_LAG, SILENTLY_CUT_PAGES, CONTRADICTING_ROWS, RANDOM);

    /** The longest lag; with the longest delay of a request it is shorter than the settle time. */
    private static final int LONGEST_LAG = 30;

    /**
     * Lets the weather begin.
     *
     * @return by how much all answers lag
     */
    Duration begin(BrokerFaults faults, SplittableRandom random, Runnable market) {
        Duration lag = Duration.ofSeconds(1 + random.nextInt(LONGEST_LAG));
        switch (this) {
            case CLEAR -> {}
            case DOWN -> faults.reads().fail(TRANSIENT);
            case PARTLY_DOWN -> faults.reads(oneOf(random)).timeOut();
            case HICCUPS -> faults.reads().times(1 + random.nextInt(2)).fail(TRANSIENT);
            case WRONG_KEY -> faults.reads(oneOf(random)).fail(AUTH);
            case OTHER_ACCOUNT -> faults.reads(Read.ACCOUNT).otherAccount("SIM-2");
            case LAGGING -> faults.reads().lag(lag);
            case POSITIONS_LAG -> faults.reads(Read.POSITIONS).lag(lag);
            case FLICKER -> faults.reads().flicker();
            case MOVING -> faults.betweenReads(market);
            case NULLS -> faults.reads(oneOf(random)).answerNull();
            case CUT_PAGES -> faults.reads(oneOf(random)).truncate(random.nextInt(4));
            case SILENTLY_CUT_PAGES -> faults.reads(oneOf(random)).truncateSilently(random.nextInt(4));
            case DUPLICATE_ROWS -> faults.reads().duplicateRows();
            case CONTRADICTING_ROWS -> faults.reads(oneOf(random)).contradictRows();
            case FORGETFUL -> faults.reads().forget(Duration.ofSeconds(random.nextInt(900)));
            case RANDOM -> faults.random(random.nextLong(), 0.02 + random.nextInt(4) * 0.06);
        }
        return this == LAGGING ? lag : Duration.ZERO;
    }

    static Weather any(SplittableRandom random) {
        return oneOf(List.of(values()), random);
    }

    private static Read oneOf(SplittableRandom random) {
        return oneOf(List.of(Read.values()), random);
    }

    private static <T> T oneOf(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }
}
