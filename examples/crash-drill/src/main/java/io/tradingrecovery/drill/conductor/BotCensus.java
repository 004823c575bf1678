package io.tradingrecovery.drill.conductor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Counts the bots, all the time: every process of this machine whose command line bears the drill's mark. A moment at which
 * there are two is kept. Thread-safe.
 */
final class BotCensus implements AutoCloseable {

    private static final long PERIOD_MILLIS = 25;

    private final String mark;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread counter;
    private final List<String> twoBots = new ArrayList<>();
    private final TreeSet<String> seenTogether = new TreeSet<>();

    BotCensus(String mark) {
        this.mark = mark;
        counter = new Thread(this::count, "drill-census");
        counter.setDaemon(true);
        counter.start();
    }

    /** The bots that are alive now. */
    List<ProcessHandle> bots() {
        return ProcessHandle.allProcesses().filter(this::isBot).collect(Collectors.toList());
    }

    /** The moments with two bots, one for each pair. */
    synchronized List<String> twoBots() {
        return List.copyOf(twoBots);
    }

    private boolean isBot(ProcessHandle process) {
        return process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(mark))
                        .orElse(false)
                // The watchdog bears the mark too, in the command that it runs.
                && !process.info().arguments().map(List::of).orElse(List.of()).contains("--");
    }

    private void count() {
        try {
            while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                List<ProcessHandle> alive = bots();
                if (alive.size() > 1) {
                    keep(alive);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void keep(List<ProcessHandle> alive) {
        // One of them may have died while they were listed.
        List<Long> pids = alive.stream()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .toList();
        if (pids.size() > 1 && seenTogether.add(pids.toString())) {
            twoBots.add("Bots " + pids + " were alive together at " + Instant.now());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            counter.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
