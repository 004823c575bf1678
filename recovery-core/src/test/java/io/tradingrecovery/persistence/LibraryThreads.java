package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves a thread of the library running: a bot that starts and fails again and again would collect them. */
final class LibraryThreads implements BeforeEachCallback, AfterEachCallback {

    private static final long PATIENCE_MILLIS = 30_000;

    private Set<Thread> before = Set.of();

    @Override
    public void beforeEach(ExtensionContext context) {
        before = running();
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        Set<Thread> left = running();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(PATIENCE_MILLIS);
            assertThat(thread.isAlive()).as("%s goes on", thread).isFalse();
        }
    }

    private static Set<Thread> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("recovery-"))
                .collect(Collectors.toSet());
    }
}
