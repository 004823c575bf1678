package io.tradingrecovery.testing;

import static io.tradingrecovery.testing.BrokerContract.require;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a broker promises to threads. */
final class ThreadChecks {

    private static final int THREADS = 8;

    /** For machines that have much to do. */
    private static final long PATIENCE_SECONDS = 60;

    private ThreadChecks() {}

    static void manyThreads(Broker broker) {
        List<Position> alone = broker.positions();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<Position>>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                answers.add(threads.submit(() -> readAll(broker)));
            }
            for (Future<List<Position>> answer : answers) {
                List<Position> given = await(answer);
                require(
                        new HashSet<>(given).equals(new HashSet<>(alone)),
                        "asked by " + THREADS + " threads at once it gives " + given + ", and by one " + alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Position> readAll(Broker broker) {
        broker.account();
        broker.openOrders();
        broker.findOrder(OrderKey.ofClient("none"));
        broker.fillsSince(Instant.now());
        broker.activitiesSince(Instant.now());
        return broker.positions();
    }

    /** Whether such a call answers or throws is left to the adapter. */
    static void interrupted(Broker broker) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Callable<Boolean> call = () -> {
                Thread.currentThread().interrupt();
                try {
                    broker.positions();
                } catch (BrokerException e) {
                    // It gave up the call; the flag must still be there.
                }
                return Thread.currentThread().isInterrupted();
            };
            require(await(thread.submit(call)), "a call on an interrupted thread cleared the thread's flag");
        } finally {
            thread.shutdownNow();
        }
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("The contract of Broker is broken: a call failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("A call has not returned within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while checking", e);
        }
    }
}
