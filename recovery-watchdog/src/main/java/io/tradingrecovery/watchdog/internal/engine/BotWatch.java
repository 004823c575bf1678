package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.beat.BeatMonitor;
import io.tradingrecovery.watchdog.internal.beat.BeatReader;
import io.tradingrecovery.watchdog.internal.beat.BeatSnapshot;
import io.tradingrecovery.watchdog.internal.config.Durations;
import io.tradingrecovery.watchdog.internal.config.ReadySpec;
import io.tradingrecovery.watchdog.internal.machine.Ending;
import io.tradingrecovery.watchdog.internal.machine.Event;
import io.tradingrecovery.watchdog.internal.machine.Machine;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at one launch from time to time and says what is new. For the supervisor's thread. */
final class BotWatch implements AutoCloseable {

    private final BotProcess bot;
    private final Path beatFile;
    private final ReadySpec spec;
    private final @Nullable LogScan log;
    private final BeatReader reader;
    private final BeatMonitor monitor;
    private final boolean adopted;

    private Phase lastPhase = Phase.STARTING;
    private long starting;
    private String status = "";
    private boolean blocked;
    private volatile long jvmPid;
    private volatile boolean probing;
    private volatile boolean probed;

    BotWatch(
            BotProcess bot,
            Path beatFile,
            ReadySpec spec,
            @Nullable OutputFiles output,
            Duration hangTimeout,
            boolean adopted) {
        this.bot = bot;
        this.beatFile = beatFile;
        this.spec = spec;
        this.log = spec instanceof ReadySpec.LogLine line && output != null
                ? new LogScan(line.pattern(), output, bot.outputFrom())
                : null;
        this.reader = new BeatReader(beatFile);
        this.monitor = new BeatMonitor(hangTimeout.toNanos());
        this.adopted = adopted;
    }

    BotProcess bot() {
        return bot;
    }

    /** The process to take thread dumps of: the one with the client library, which a wrapper script is not. */
    long jvmPid() {
        return jvmPid != 0 ? jvmPid : bot.pid();
    }

    /** What is new since the last look. */
    List<Event> look(Machine machine, long now) throws IOException {
        List<Event> news = new ArrayList<>();
        Phase phase = machine.phase();
        if (phase == Phase.RUNNING && lastPhase != Phase.SUSPECT && lastPhase != Phase.RUNNING) {
            monitor.rearm(now);
        }
        lastPhase = phase;
        Optional<BeatSnapshot> snapshot = reader.read();
        if (snapshot.isPresent()) {
            hear(snapshot.get(), phase, now, news);
        }
        if ((phase == Phase.STARTING || phase == Phase.ADOPTING) && news.isEmpty()) {
            String how = readyWithoutClient(now - machine.bot().startedAt(), snapshot.isPresent());
            if (!how.isEmpty()) {
                news.add(new Event.Ready(bot.launchId(), how, false));
            }
        }
        return news;
    }

    /** Starts every deadline of a heartbeat anew. */
    void rearm(long now) {
        monitor.rearm(now);
    }

    /** How the bot said that it ends. */
    Ending ending() throws IOException {
        try (BeatReader last = new BeatReader(beatFile)) {
            return last.read().map(BeatSnapshot::ending).orElse(Ending.SILENT);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private void hear(BeatSnapshot heard, Phase phase, long now, List<Event> news) {
        String id = bot.launchId();
        jvmPid = heard.pid();
        if (heard.starting() != starting) {
            starting = heard.starting();
            news.add(new Event.StillStarting(id));
        }
        if (heard.ready() && (!heard.status().equals(status) || heard.blocked() != blocked)) {
            status = heard.status();
            blocked = heard.blocked();
            news.add(new Event.Ready(id, status, blocked));
        }
        if (heard.stopping()) {
            news.add(new Event.BotStopping(id));
        } else if (phase == Phase.RUNNING || phase == Phase.SUSPECT || phase == Phase.DUMPING) {
            Optional<BeatMonitor.Silence> silence = monitor.look(heard, now);
            if (silence.isPresent() && phase == Phase.RUNNING) {
                news.add(new Event.BeatMissed(
                        id, silence.get().loop(), silence.get().nanos()));
            } else if (silence.isEmpty() && phase != Phase.RUNNING) {
                news.add(new Event.BeatsBack(id));
            }
        }
    }

    private String readyWithoutClient(long age, boolean client) throws IOException {
        if (spec instanceof ReadySpec.Automatic) {
            boolean alive = adopted || age >= ReadySpec.AUTOMATIC_ALIVE.toNanos();
            return alive && !client ? "alive" : "";
        }
        if (spec instanceof ReadySpec.Alive alive) {
            return age >= alive.time().toNanos() ? "alive for " + Durations.format(alive.time()) : "";
        }
        if (spec instanceof ReadySpec.LogLine) {
            // The line of an adopted bot may have been rotated away.
            return adopted || (log != null && log.matches()) ? "printed what was looked for" : "";
        }
        if (!(spec instanceof ReadySpec.Heartbeat)) {
            probeSoon();
            return probed ? "probe succeeded" : "";
        }
        return "";
    }

    private void probeSoon() {
        if (probing || probed) {
            return;
        }
        probing = true;
        Thread thread = new Thread(
                () -> {
                    try {
                        probed = Probe.succeeds(spec);
                        Thread.sleep(probed ? 0 : 100);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        probing = false;
                    }
                },
                "recovery-watchdog-probe");
        thread.setDaemon(true);
        thread.start();
    }

    /** Removes the heartbeat and stop files of launches other than {@code launchId}. */
    static void removeOthers(Path stateDirectory, String launchId) throws IOException {
        try (var files = Files.newDirectoryStream(stateDirectory, "{beats,stop}-*")) {
            for (Path file : files) {
                if (!file.getFileName().toString().endsWith("-" + launchId)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
