package io.tradingrecovery.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.time.Scheduler;
import io.tradingrecovery.time.Sleeper;
import io.tradingrecovery.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SettableClockTest {

    private static final Instant START = Instant.parse("2026-11-23T14:30:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock = SettableClock.at(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void standsStillUntilItIsMoved() {
        Ticker ticker = clock.ticker();
        assertThat(clock.instant()).isEqualTo(START).isEqualTo(clock.instant());
        assertThat(ticker.nanos()).isZero();

        clock.advance(Duration.ofNanos(7));

        assertThat(clock.instant()).isEqualTo(START.plusNanos(7));
        assertThat(ticker.nanos()).isEqualTo(7);
    }

    @Test
    void aCorrectedClockMovesNeitherTickerNorTasks() {
        clock.scheduler().schedule(() -> ran.add("task"), MINUTE);

        clock.set(START.plusSeconds(3_600));
        clock.advance(Duration.ZERO);
        assertThat(ran).isEmpty();
        assertThat(clock.ticker().nanos()).isZero();

        clock.set(START.minusSeconds(3_600));
        clock.advance(MINUTE);
        assertThat(ran).containsExactly("task");
        assertThat(clock.instant()).isEqualTo(START.minusSeconds(3_540));
    }

    @Test
    void anotherZoneShowsTheSameMoment() {
        Clock tokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
        clock.advance(MINUTE);

        assertThat(tokyo.instant()).isEqualTo(START.plus(MINUTE));
        assertThat(tokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(tokyo.withZone(ZoneId.of("UTC")).instant()).isEqualTo(START.plus(MINUTE));
    }

    @Test
    void refusesTimeThatPassesBackwards() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S")
                .hasMessageContaining("set");
    }

    @Test
    void tasksRunInTheirOrderEachAtItsMoment() {
        Scheduler scheduler = clock.scheduler();
        scheduler.schedule(() -> ran.add("second at " + clock.instant()), MINUTE.multipliedBy(2));
        scheduler.schedule(
                () -> {
                    ran.add("first at " + clock.instant());
                    scheduler.schedule(() -> ran.add("child at " + clock.instant()), MINUTE.dividedBy(2));
                },
                MINUTE);
        scheduler.schedule(() -> ran.add("never"), MINUTE.multipliedBy(4));

        clock.advance(MINUTE.multipliedBy(3));

        assertThat(ran)
                .containsExactly(
                        "first at 2026-11-23T14:31:00Z",
                        "child at 2026-11-23T14:31:30Z",
                        "second at 2026-11-23T14:32:00Z");
        assertThat(clock.instant()).isEqualTo(START.plus(MINUTE.multipliedBy(3)));
        assertThat(clock.waitingTasks()).isEqualTo(1);
    }

    @Test
    void aTaskIsDueAtItsMomentAndNotANanosecondBefore() {
        clock.scheduler().schedule(() -> ran.add("task"), MINUTE);
        clock.advance(MINUTE.minusNanos(1));
        assertThat(ran).isEmpty();
        clock.advance(Duration.ofNanos(1));
        assertThat(ran).containsExactly("task");
    }

    @Test
    void aTaskThatThrowsDoesNotStopThoseAfterItAndIsHeardOf() {
        Scheduler scheduler = clock.scheduler();
        scheduler.schedule(
                () -> {
                    throw new IllegalStateException("first");
                },
                MINUTE);
        scheduler.schedule(
                () -> {
                    throw new IllegalStateException("second");
                },
                MINUTE);
        scheduler.schedule(() -> ran.add("third"), MINUTE);

        assertThatThrownBy(() -> clock.advance(MINUTE.multipliedBy(2)))
                .hasMessage("first")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(second -> assertThat(second).hasMessage("second")));
        assertThat(ran).containsExactly("third");
        assertThat(clock.instant()).isEqualTo(START.plus(MINUTE.multipliedBy(2)));
    }

    @Test
    void cancelledTasksAndThoseOfAClosedSchedulerNeverRun() {
        Scheduler closed = clock.scheduler();
        Scheduler open = clock.scheduler();
        open.schedule(() -> ran.add("cancelled"), MINUTE).cancel();
        closed.schedule(() -> ran.add("dropped"), MINUTE);
        open.schedule(() -> ran.add("kept"), MINUTE);
        closed.close();
        closed.schedule(() -> ran.add("too late"), MINUTE);

        clock.advance(MINUTE);

        assertThat(ran).containsExactly("kept");
    }

    @Test
    void aSleeperWakesWhenItsTimeIsOver() throws Exception {
        Sleeper sleeper = clock.sleeper();
        CompletableFuture<Instant> woke = CompletableFuture.supplyAsync(() -> {
            try {
                sleeper.sleep(MINUTE);
                return clock.instant();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        clock.awaitSleepers(1);
        clock.advance(MINUTE.minusNanos(1));
        assertThat(woke).isNotDone();
        clock.advance(Duration.ofNanos(1));

        assertThat(woke.get(30, TimeUnit.SECONDS)).isEqualTo(START.plus(MINUTE));
    }

    @Test
    void aSleepOfNoTimeIsOverAtOnce() throws Exception {
        clock.sleeper().sleep(Duration.ZERO);
        clock.sleeper().sleep(Duration.ofSeconds(-1));
        clock.advancingSleeper().sleep(Duration.ofSeconds(-1));
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void anInterruptEndsASleep() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                clock.sleeper().sleep(MINUTE);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        thread.start();
        clock.awaitSleepers(1);
        thread.interrupt();

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptBeforeASleepEndsItToo() {
        for (Sleeper sleeper : List.of(clock.sleeper(), clock.advancingSleeper())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> sleeper.sleep(MINUTE)).isInstanceOf(InterruptedException.class);
        }
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void anAdvancingSleeperMovesTheClockByItself() throws Exception {
        clock.scheduler().schedule(() -> ran.add("task"), MINUTE);
        clock.advancingSleeper().sleep(MINUTE);

        assertThat(clock.instant()).isEqualTo(START.plus(MINUTE));
        assertThat(ran).containsExactly("task");
    }

    @Test
    void aTaskMayLetTimePassInItsTurn() {
        clock.scheduler().schedule(() -> clock.advance(Duration.ofSeconds(5)), MINUTE);
        clock.scheduler().schedule(() -> ran.add("at " + clock.instant()), MINUTE.plusSeconds(3));

        clock.advance(MINUTE.multipliedBy(2));

        assertThat(ran).containsExactly("at 2026-11-23T14:31:03Z");
        assertThat(clock.instant()).isEqualTo(START.plus(MINUTE.multipliedBy(2)));
    }

    @Test
    void timeMovedByManyThreadsIsNotLost() throws InterruptedException {
        List<Thread> movers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread mover = new Thread(() -> {
                for (int step = 0; step < 10_000; step++) {
                    clock.advance(Duration.ofNanos(1));
                }
            });
            movers.add(mover);
            mover.start();
        }
        for (Thread mover : movers) {
            mover.join();
        }
        assertThat(clock.ticker().nanos()).isEqualTo(40_000);
    }
}
