package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A supervisor on a thread of the test, with real bots. Faster to start than a JVM, and with clocks of the test's own. */
final class InProcessWatchdog implements AutoCloseable {

    private final StateDirectoryView view;
    private final Supervisor supervisor;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private InProcessWatchdog(WatchdogConfig config, Mode mode, Clocks clocks) {
        view = new StateDirectoryView(config.stateDirectory());
        supervisor = new Supervisor(config, mode, clocks);
        Thread thread = new Thread(this::run, "test-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    static InProcessWatchdog start(WatchdogConfig config) {
        return new InProcessWatchdog(config, Mode.RUN, Clocks.SYSTEM);
    }

    static InProcessWatchdog start(WatchdogConfig config, Clocks clocks) {
        return new InProcessWatchdog(config, Mode.RUN, clocks);
    }

    static InProcessWatchdog sidecar(WatchdogConfig config, Clocks clocks) {
        return new InProcessWatchdog(config, Mode.SIDECAR, clocks);
    }

    /** Settings that make a test short: no backoff, ready as soon as it runs. */
    static WatchdogConfig.Builder quick(Path stateDirectory, String... command) {
        return WatchdogConfig.builder()
                .stateDirectory(stateDirectory)
                .command(List.of(command))
                .backoffInitial(Duration.ZERO)
                .stopTimeout(Duration.ofSeconds(20))
                .ready("alive:0ms");
    }

    StateDirectoryView view() {
        return view;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    void request(String verb) throws Exception {
        ControlFiles.request(view.path(), verb, "a test");
    }

    void awaitPhase(Phase phase) throws Exception {
        view.awaitPhase(phase);
    }

    int awaitExit() throws InterruptedException, ExecutionException, TimeoutException {
        return exit.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void run() {
        try {
            exit.complete(supervisor.run());
        } catch (Throwable e) {
            exit.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        supervisor.requestStop("the end of the test");
        exit.handle((code, failure) -> code)
                .orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        view.clear();
    }
}
