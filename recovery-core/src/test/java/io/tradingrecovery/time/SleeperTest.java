package io.tradingrecovery.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The sleeper of the JVM. */
class SleeperTest {

    @Test
    void waitsAtLeastAsLongAsItWasTold() throws InterruptedException {
        long before = System.nanoTime();
        Sleeper.SYSTEM.sleep(Duration.ofNanos(2_500_000));

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(2_500_000);
    }

    @Test
    void doesNotWaitForATimeThatIsOver() throws InterruptedException {
        Sleeper.SYSTEM.sleep(Duration.ofSeconds(-5));
        Sleeper.SYSTEM.sleep(Duration.ofNanos(-1));
        Sleeper.SYSTEM.sleep(Duration.ZERO);
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Sleeper.SYSTEM.sleep(Duration.ofHours(1))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
