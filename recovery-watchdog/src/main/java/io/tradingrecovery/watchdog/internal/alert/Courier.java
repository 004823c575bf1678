package io.tradingrecovery.watchdog.internal.alert;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Delivers alerts, and does other slow errands, on a thread of its own. The queue is bounded: what does not fit is dropped
 * and reported. An alert with the key of one that was sent already is not sent again. Thread-safe.
 */
public final class Courier implements AutoCloseable {

    private static final int CAPACITY = 100;
    private static final int MAX_KEYS = 1_000;
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Sink> sinks = new ArrayList<>();
    private final BlockingQueue<Errand> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Set<String> sent = new HashSet<>();
    private final Consumer<String> problems;
    private final Duration patience;
    private final Thread thread;
    private volatile boolean closing;

    /** {@code problems} hears of each alert that could not be delivered, on the courier's thread. */
    public Courier(String webhook, String command, Consumer<String> problems) {
        this(webhook, command, problems, PATIENCE);
    }

    Courier(String webhook, String command, Consumer<String> problems, Duration patience) {
        this.problems = problems;
        this.patience = patience;
        if (!webhook.isEmpty()) {
            sinks.add(new WebhookSink(webhook));
        }
        if (!command.isEmpty()) {
            sinks.add(new CommandSink(command));
        }
        thread = new Thread(this::work, "recovery-watchdog-courier");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Sends an alert soon. Returns false for one that was sent already. One that the full queue does not take is reported,
     * and may be sent again.
     */
    public boolean alert(String severity, String key, String text) {
        synchronized (sent) {
            if (sent.size() >= MAX_KEYS) {
                sent.clear();
            }
            if (!sent.add(key)) {
                return false;
            }
            if (!sinks.isEmpty() && !queue.offer(() -> deliver(severity, text))) {
                sent.remove(key);
                problems.accept("too many alerts wait to be delivered; this one was not: " + text);
            }
        }
        return true;
    }

    /** Fetches an address soon; a failure is reported. */
    public void ping(String address) {
        errand(() -> {
            try {
                Http.request(address, null);
            } catch (IOException e) {
                problems.accept("the ping could not be delivered: " + e.getMessage());
            }
        });
    }

    /** Does something soon, unless the queue is full. */
    public void errand(Errand errand) {
        if (!queue.offer(errand)) {
            problems.accept("too much waits to be delivered; something was dropped");
        }
    }

    /** Delivers what waits, for at most 10 seconds, and ends the thread. */
    @Override
    public void close() {
        closing = true;
        // A full queue needs no waking.
        boolean ignored = queue.offer(() -> {});
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void work() {
        try {
            while (!closing || !queue.isEmpty()) {
                Errand errand = queue.poll(1, TimeUnit.HOURS);
                if (errand != null) {
                    errand.run();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(String severity, String text) throws InterruptedException {
        for (Sink sink : sinks) {
            String failure = "";
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                try {
                    sink.deliver(severity, text);
                    failure = "";
                    break;
                } catch (IOException e) {
                    failure = sink.name() + ": " + e.getMessage();
                    if (attempt < TRIES && !closing) {
                        Thread.sleep(PAUSE.toMillis() * attempt);
                    }
                }
            }
            if (!failure.isEmpty()) {
                problems.accept("an alert could not be delivered by " + failure);
            }
        }
    }

    /** Something that takes long. */
    @FunctionalInterface
    public interface Errand {
        /** Does it. */
        void run() throws InterruptedException;
    }
}
