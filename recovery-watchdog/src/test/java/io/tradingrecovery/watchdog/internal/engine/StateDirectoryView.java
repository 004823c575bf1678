package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a state directory shows from outside, and how to wait for it. */
final class StateDirectoryView {

    private final Path path;

    StateDirectoryView(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    Path path() {
        return path;
    }

    /** The state file; a damaged one fails the test, since it is to be whole at every moment. */
    SavedState state() {
        StateFile.Content content = StateFile.read(path.resolve("state"));
        assertThat(content).as("the state file").isNotInstanceOf(StateFile.Content.Damaged.class);
        return content instanceof StateFile.Content.Whole whole
                ? new SavedState(whole.values())
                : new SavedState(Map.of());
    }

    void awaitPhase(Phase phase) throws Exception {
        Await.until("phase " + phase, this::diagnosis, () -> state().phase() == phase);
    }

    /** Waits until a bot that is not {@code earlier} is ready, and returns its pid. */
    long awaitReadyBotOtherThan(long earlier) throws Exception {
        Await.until(
                "a bot other than " + earlier + " is running",
                this::diagnosis,
                () -> state().phase() == Phase.RUNNING && state().number("pid") != earlier && state().isBotAlive());
        return state().number("pid");
    }

    /** The pids of the live processes that were launched from this directory, which no file is needed to know. */
    List<Long> livePids() {
        return ProcessTraces.ofDirectory(path).stream()
                .map(ProcessTraces.Trace::pid)
                .toList();
    }

    void awaitNoBot() throws Exception {
        Await.until("no bot is left", this::diagnosis, () -> livePids().isEmpty());
    }

    List<String> events() throws IOException {
        Path file = path.resolve("events.jsonl");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    List<String> events(String name) throws IOException {
        return events().stream()
                .filter(line -> line.contains("\"event\":\"" + name + "\""))
                .toList();
    }

    void awaitEvent(String name, int count) throws Exception {
        Await.until(count + " × " + name, this::diagnosis, () -> events(name).size() >= count);
    }

    String output() throws IOException {
        Path file = path.resolve("output.log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Ends whatever a failed test leaves. */
    void clear() {
        for (long pid : livePids()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    String diagnosis() {
        try {
            return "state " + state().values() + "\nlive " + livePids() + "\n"
                    + events().stream().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
