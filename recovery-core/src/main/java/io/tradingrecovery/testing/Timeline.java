package io.tradingrecovery.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What will happen at the broker by itself: orders that expire, fees that post, requests that arrive late. */
final class Timeline {

    private record Event(Instant at, long number, Runnable work) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
    private long numbers;
    private Instant now;

    Timeline(Instant start) {
        now = start;
    }

    /** The broker's time: that of the event it is at. */
    Instant now() {
        return now;
    }

    void at(Instant moment, Runnable work) {
        events.add(new Event(moment, numbers++, work));
    }

    /** Lets everything happen that is due at {@code moment}, each at its own time. */
    void catchUp(Instant moment) {
        while (true) {
            Event next = events.peek();
            if (next == null || next.at().isAfter(moment)) {
                break;
            }
            events.remove();
            now = next.at();
            next.work().run();
        }
        now = moment;
    }
}
