package io.tradingrecovery.testing;

import io.tradingrecovery.broker.BrokerException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What can go wrong with the answer to a question. Each method sets one fault. Safe for use by many threads. */
public final class ReadFaults {

    private final BrokerFaults faults;
    private final Set<Read> reads;
    private final int times;

    ReadFaults(BrokerFaults faults, Set<Read> reads, int times) {
        this.faults = faults;
        this.reads = reads;
        this.times = times;
    }

    /** The fault that is set next is used so often, counted over all its questions. */
    public ReadFaults times(int count) {
        return new ReadFaults(faults, reads, BrokerFaults.checkedTimes(count));
    }

    /** The fault that is set next is used once. */
    public ReadFaults once() {
        return times(1);
    }

    /** Throws a failure of that kind. */
    public void fail(BrokerException.Kind kind) {
        add(Faults.fail(kind));
    }

    /** Throws, as a request does whose time is over. */
    public void timeOut() {
        add(Faults.timeOut());
    }

    /** Does not come back until the thread is interrupted or the faults are cleared, and then throws as a timeout. */
    public void hang() {
        add(Faults.hang(faults.released()));
    }

    /** Answers {@code null}, as no broker adapter may. */
    public void answerNull() {
        add(Faults.answerNull());
    }

    /** Shows what was true so long ago. */
    public void lag(Duration lag) {
        add(Faults.lag(BrokerFaults.checkedSpan(lag)));
    }

    /** Shows what was true before the last so many changes of the books. */
    public void lagByChanges(int changes) {
        add(Faults.lagByChanges(changes));
    }

    /** Goes on showing what its first answer shows. */
    public void freeze() {
        add(Faults.freeze());
    }

    /** Shows in every other answer to a question what was true before the last change: no two in a row agree. */
    public void flicker() {
        add(Faults.flicker());
    }

    /** Gives the first rows only, and says so: by {@code INCOMPLETE}, or by an incomplete history. */
    public void truncate(int rows) {
        add(Faults.truncate(rows, false));
    }

    /** Gives the first rows only, and does not say so, as no broker adapter may. */
    public void truncateSilently(int rows) {
        add(Faults.truncate(rows, true));
    }

    /** Gives each row twice; the second row of an order is how it was before. */
    public void duplicateRows() {
        add(Faults.duplicate());
    }

    /** Gives each row a second time with the same broker's id and another content; a lookup gives the wrong order. */
    public void contradictRows() {
        add(Faults.contradict());
    }

    /** Knows nothing of orders that ended, of fills and of activities longer ago than that. */
    public void forget(Duration olderThan) {
        add(Faults.forget(BrokerFaults.checkedSpan(olderThan)));
    }

    /** Answers with the id of another account. */
    public void otherAccount(String accountId) {
        add(Faults.otherAccount(accountId));
    }

    private void add(Fault fault) {
        faults.add(new Rule(reads, fault, times));
    }

    /** A fault, and how often it is still to be used; guarded by its owner. */
    static final class Rule {
        private final Set<Read> reads;
        private final Fault fault;
        private int left;

        Rule(Set<Read> reads, Fault fault, int left) {
            this.reads = reads;
            this.fault = fault;
            this.left = left;
        }

        Optional<Fault> use(Read read) {
            if (left == 0 || !reads.contains(read)) {
                return Optional.empty();
            }
            if (left != Integer.MAX_VALUE) {
                left--;
            }
            return Optional.of(fault);
        }
    }
}
