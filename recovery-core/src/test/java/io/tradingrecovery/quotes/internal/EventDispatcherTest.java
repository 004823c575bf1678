package io.tradingrecovery.quotes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventDispatcherTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void tellsEveryListenerEveryEventInOrderAndNeverTwoAtATime() throws Exception {
        int events = 1_000;
        List<Integer> first = new ArrayList<>(); // not thread-safe: it need not be
        List<Integer> second = new ArrayList<>();
        CountDownLatch told = new CountDownLatch(events);
        EventDispatcher<Integer> dispatcher =
                new EventDispatcher<>(List.of(first::add, second::add, event -> told.countDown()), threads);
        for (int i = 0; i < events; i++) {
            dispatcher.publish(i);
        }

        assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first).hasSize(events).isSorted();
        assertThat(second).isEqualTo(first);
        assertThat(dispatcher.lost()).isZero();
    }

    @Test
    void aListenerThatThrowsKeepsNothingFromTheOthers() {
        List<String> heard = new ArrayList<>();
        EventDispatcher<String> dispatcher = new EventDispatcher<>(
                List.of(
                        event -> {
                            throw new IllegalStateException("a bug");
                        },
                        heard::add),
                Runnable::run);
        dispatcher.publish("a");
        dispatcher.publish("b");

        assertThat(heard).containsExactly("a", "b");
        assertThat(dispatcher.failures()).isEqualTo(2);
    }

    @Test
    void aListenerThatHangsHoldsUpNoPublisherAndWhatDoesNotFitIsCounted() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        EventDispatcher<Integer> dispatcher = new EventDispatcher<>(
                List.of(event -> {
                    hanging.countDown();
                    awaitQuietly(release);
                }),
                threads);
        dispatcher.publish(-1);
        assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 2_000; i++) {
            dispatcher.publish(i);
        }

        assertThat(dispatcher.lost()).isEqualTo(2_000 - 1_024);
        release.countDown();
    }

    @Test
    void anEventThatAListenerCausesComesAfterTheOneItHears() {
        List<Integer> heard = new ArrayList<>();
        List<EventDispatcher<Integer>> self = new ArrayList<>();
        EventDispatcher<Integer> dispatcher = new EventDispatcher<>(
                List.of(
                        event -> {
                            if (event < 3) {
                                self.get(0).publish(event + 1);
                            }
                        },
                        heard::add),
                Runnable::run);
        self.add(dispatcher);
        dispatcher.publish(0);

        assertThat(heard).containsExactly(0, 1, 2, 3);
    }

    @Test
    void eventsOfAClosedExecutorAreCountedAndHarmNobody() {
        EventDispatcher<Integer> dispatcher = new EventDispatcher<>(List.of(event -> {}), task -> {
            throw new RejectedExecutionException("closed");
        });
        dispatcher.publish(1);
        dispatcher.publish(2);

        assertThat(dispatcher.lost()).isEqualTo(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
