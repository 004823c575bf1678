package io.tradingrecovery.persistence.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class AtomicRenameTest {

    private static final Path FROM = Path.of("from");
    private static final Path TO = Path.of("to");

    private final Queue<IOException> failures = new ArrayDeque<>();
    private final List<Duration> waits = new ArrayList<>();
    private int moves;

    @Test
    void triesAgainOnWindowsUntilTheScannerHasLetGo() throws IOException {
        failures.addAll(Collections.nCopies(3, new AccessDeniedException("from")));

        rename(true).rename(FROM, TO);

        assertThat(moves).isEqualTo(4);
        assertThat(waits).containsExactly(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20));
    }

    @Test
    void givesUpOnWindowsAfterALittleMoreThanASecond() {
        AccessDeniedException denied = new AccessDeniedException("from");
        failures.addAll(Collections.nCopies(100, denied));

        assertThatThrownBy(() -> rename(true).rename(FROM, TO)).isSameAs(denied);
        assertThat(moves).isEqualTo(9);
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofMillis(1275));
    }

    @Test
    void triesNoOtherErrorAgain() {
        failures.add(new NoSuchFileException("from"));

        assertThatThrownBy(() -> rename(true).rename(FROM, TO)).isInstanceOf(NoSuchFileException.class);
        assertThat(moves).isEqualTo(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void takesTheFirstAnswerOnOtherSystems() {
        failures.add(new AccessDeniedException("from"));

        assertThatThrownBy(() -> rename(false).rename(FROM, TO)).isInstanceOf(AccessDeniedException.class);
        assertThat(moves).isEqualTo(1);
        assertThat(waits).isEmpty();
    }

    private AtomicRename rename(boolean windows) {
        return new AtomicRename(this::move, waits::add, windows);
    }

    private void move(Path from, Path to) throws IOException {
        assertThat(List.of(from, to)).containsExactly(FROM, TO);
        moves++;
        IOException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }
}
