package io.tradingrecovery.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong between a bot and a {@link SimulatedBroker}. A fault of a read is on until it was used as often as
 * {@code times} says, or until {@link #clear}; several on the same question add up. A fault of a write is on the next
 * call. The {@linkplain SimulatedBroker#ledger ledger} is never touched by any. Safe for use by many threads.
 *
 * <pre>{@code
 * broker.faults().reads(Read.POSITIONS).once().timeOut();
 * broker.faults().reads().lag(Duration.ofSeconds(5));
 * broker.faults().submits().loseAnswer();
 * }</pre>
 */
public final class BrokerFaults {

    private final List<ReadFaults.Rule> reads = new ArrayList<>();
    private final WriteFaults submits = new WriteFaults(this, "submit");
    private final WriteFaults cancels = new WriteFaults(this, "cancel");
    private final WriteFaults replaces = new WriteFaults(this, "replace");
    private final List<String> used = new CopyOnWriteArrayList<>();
    private CountDownLatch released = new CountDownLatch(1);
    private @Nullable RandomFaults random;
    private @Nullable Runnable betweenReads;

    BrokerFaults() {}

    /** Faults of answers to these questions; to all of them if none is named. */
    public ReadFaults reads(Read... questions) {
        Set<Read> which = questions.length == 0 ? EnumSet.allOf(Read.class) : EnumSet.copyOf(List.of(questions));
        return new ReadFaults(this, which, Integer.MAX_VALUE);
    }

    /** Faults of {@code submit}, {@code submitPair} and {@code submitBracket}. */
    public WriteFaults submits() {
        return submits;
    }

    /** Faults of {@code cancel}. */
    public WriteFaults cancels() {
        return cancels;
    }

    /** Faults of {@code replace}. */
    public WriteFaults replaces() {
        return replaces;
    }

    /**
     * Lets each answer of a read have, with such a probability, a fault of a random kind: every kind but hanging. The
     * same seed gives the same faults, if the questions come in the same order.
     *
     * @throws IllegalArgumentException if the probability is not between 0 and 1
     */
    public synchronized void random(long seed, double probability) {
        random = new RandomFaults(seed, probability);
    }

    /** Runs something before each read, on the thread that reads: the market moves while the bot looks. */
    public synchronized void betweenReads(Runnable work) {
        betweenReads = work;
    }

    /** Ends all faults; calls that hang come back with a timeout. */
    public synchronized void clear() {
        reads.clear();
        submits.clear();
        cancels.clear();
        replaces.clear();
        random = null;
        betweenReads = null;
        released.countDown();
        released = new CountDownLatch(1);
    }

    /** The faults that were used so far, in their order, each as one line with the question it was put on. */
    public List<String> used() {
        return List.copyOf(used);
    }

    synchronized void add(ReadFaults.Rule rule) {
        reads.add(rule);
    }

    synchronized CountDownLatch released() {
        return released;
    }

    synchronized @Nullable Runnable betweenReads() {
        return betweenReads;
    }

    /** The faults of the next answer to a question. */
    synchronized List<Fault> next(Read read) {
        List<Fault> faults = new ArrayList<>();
        for (ReadFaults.Rule rule : reads) {
            rule.use(read).ifPresent(faults::add);
        }
        if (random != null) {
            random.next().ifPresent(faults::add);
        }
        faults.forEach(fault -> wasUsed(read + ": " + fault));
        return faults;
    }

    void wasUsed(String fault) {
        used.add(fault);
    }

    /** How often a fault is used, at least once. */
    static int checkedTimes(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("A fault can't be used " + times + " times; give 1 or more");
        }
        return times;
    }

    /** A span of time that is not negative. */
    static Duration checkedSpan(Duration span) {
        if (span.isNegative()) {
            throw new IllegalArgumentException("The span is " + span + "; give zero or more");
        }
        return span;
    }
}
