package io.tradingrecovery.drill.exchange.market;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The ticks of one symbol, in order, which begin again when they are over. Immutable. */
final class Tape {

    private final List<Tick> ticks;
    private final long length;

    /**
     * A tape.
     *
     * @param ticks in order of their offsets, the first at zero
     * @param length when the tape begins again; later than the last tick
     */
    Tape(List<Tick> ticks, Duration length) {
        this.ticks = List.copyOf(ticks);
        this.length = length.toNanos();
        if (ticks.isEmpty() || ticks.get(ticks.size() - 1).offset().toNanos() >= this.length) {
            throw new IllegalArgumentException("A tape of " + length
                    + " must be longer than the offset of the last of its " + ticks.size() + " ticks");
        }
    }

    int size() {
        return ticks.size();
    }

    /** The last tick at or before this time since the beginning, at the time it was replayed. */
    Tick lastAt(Duration elapsed) {
        return at(indexOf(elapsed.toNanos()));
    }

    /** The ticks after {@code from} up to and with {@code to}, at the times they are replayed. */
    List<Tick> between(Duration from, Duration to) {
        List<Tick> between = new ArrayList<>();
        long last = indexOf(to.toNanos());
        for (long index = indexOf(from.toNanos()) + 1; index <= last; index++) {
            between.add(at(index));
        }
        return between;
    }

    /** The number, over all rounds, of the last tick at or before this time. */
    private long indexOf(long nanos) {
        if (nanos < 0) {
            return 0;
        }
        long within = nanos % length;
        int low = 0;
        int high = ticks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (ticks.get(middle).offset().toNanos() <= within) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return nanos / length * ticks.size() + low;
    }

    private Tick at(long index) {
        Tick tick = ticks.get((int) (index % ticks.size()));
        Duration round = Duration.ofNanos(index / ticks.size() * length);
        return new Tick(tick.offset().plus(round), tick.price(), tick.size());
    }
}
