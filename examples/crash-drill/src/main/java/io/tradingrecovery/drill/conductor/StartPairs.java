package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.bot.BareStart;
import io.tradingrecovery.drill.bot.BotSettings;
import io.tradingrecovery.drill.bot.BreakPoints;
import io.tradingrecovery.drill.bot.DrillBot;
import io.tradingrecovery.drill.conductor.WitnessReader.Note;
import io.tradingrecovery.drill.report.StartTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures what recovery costs at a start: the bot, and a program that asks the broker the same, started in turn at an
 * exchange that stands still, on a copy of the state.
 */
final class StartPairs {

    private final Scene scene;
    private final Programs programs;
    private final Path directory;
    private final BotSettings settings;
    private final WitnessReader witness;
    private final List<Long> jvmMillis = new ArrayList<>();
    private final List<Long> bareMicros = new ArrayList<>();
    private final List<Long> recoveredMicros = new ArrayList<>();
    private long bareRequests;
    private long recoveredRequests;

    private StartPairs(Scene scene, Programs programs, Path directory) throws IOException {
        this.scene = scene;
        this.programs = programs;
        this.directory = directory;
        Path file = directory.resolve("witness.log");
        settings = new BotSettings(
                copy(scene.stateDirectory(), directory.resolve("state")),
                scene.settings.exchange(),
                file,
                Files.createDirectories(directory.resolve("break-points")),
                scene.settings.settleTime(),
                scene.settings.starts());
        Files.createFile(settings.breakPoints().resolve(BreakPoints.LOOP));
        Files.createDirectories(directory.resolve("watchdog"));
        witness = new WitnessReader(file);
    }

    /** Starts both so many times. */
    static StartTimes measure(Scene scene, Programs programs, Path directory, int pairs) throws IOException {
        if (pairs == 0) {
            return StartTimes.NONE;
        }
        StartPairs measure = new StartPairs(scene, programs, directory);
        for (int pair = 0; pair < pairs; pair++) {
            measure.bareRequests = measure.start(BareStart.class, measure.bareMicros);
            measure.recoveredRequests = measure.start(DrillBot.class, measure.recoveredMicros);
        }
        return new StartTimes(
                measure.jvmMillis,
                measure.bareMicros,
                measure.recoveredMicros,
                measure.bareRequests,
                measure.recoveredRequests);
    }

    /** Starts one until it is ready. Returns how many requests that took. */
    private long start(Class<?> program, List<Long> readyMicros) throws IOException {
        long before = scene.control.tradingRequests();
        long begun = System.currentTimeMillis();
        Process process = programs.alone(program, settings, watchdogEnvironment(), directory.resolve("output.log"));
        try {
            String ready = await(process.pid(), "ready").value();
            readyMicros.add(Long.parseLong(ready.substring(ready.indexOf(' ') + 1)));
            jvmMillis.add(await(process.pid(), "main").millis() - begun);
            return scene.control.tradingRequests() - before;
        } finally {
            Programs.kill(process.toHandle());
        }
    }

    /** As a watchdog would: the bot takes its lock and beats, and that is in its time. */
    private Map<String, String> watchdogEnvironment() {
        return Map.of(
                "RECOVERY_STATE_DIR",
                directory.resolve("watchdog").toString(),
                "RECOVERY_LAUNCH_ID",
                "measure-" + jvmMillis.size());
    }

    private Note await(long pid, String event) {
        return Waiting.until(
                        scene.timers().patience(),
                        () -> witness.firstFrom(
                                0, note -> note.pid() == pid && note.event().equals(event)))
                .orElseThrow(() -> new IllegalStateException(
                        "A start that was measured never noted " + event + "; see " + directory.resolve("output.log")));
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }
}
