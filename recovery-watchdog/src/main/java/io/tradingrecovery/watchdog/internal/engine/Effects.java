package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.alert.Courier;
import io.tradingrecovery.watchdog.internal.alert.Secrets;
import io.tradingrecovery.watchdog.internal.beat.Environment;
import io.tradingrecovery.watchdog.internal.beat.StopFile;
import io.tradingrecovery.watchdog.internal.config.Options;
import io.tradingrecovery.watchdog.internal.machine.Action;
import io.tradingrecovery.watchdog.internal.machine.Action.Severity;
import io.tradingrecovery.watchdog.internal.machine.Ending;
import io.tradingrecovery.watchdog.internal.machine.Event;
import io.tradingrecovery.watchdog.internal.machine.Exit;
import io.tradingrecovery.watchdog.internal.machine.Machine;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import io.tradingrecovery.watchdog.internal.machine.RestartBudget;
import io.tradingrecovery.watchdog.internal.machine.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the reducer decides. For the supervisor's thread; what takes long runs on threads of its own and reports
 * by an event. A file that can't be written never keeps the bot from running: it is reported, once until it works again.
 */
final class Effects implements AutoCloseable {

    private static final long OUTPUT_LIMIT = 10L << 20;
    private static final Duration LONGEST_DUMP_GAP = Duration.ofSeconds(5);

    private final Options options;
    private final StateDirectory directory;
    private final Clocks clocks;
    private final Consumer<Event> later;
    private final @Nullable OutputFiles output;
    private final Launcher launcher;
    private final @Nullable ClassArchive archive;
    private final ThreadDumps dumps;
    private final Courier courier;
    private final Journal journal;
    private final Rounds rounds;

    private @Nullable BotWatch watch;
    private @Nullable BotProcess orphan;

    Effects(
            WatchdogConfig config,
            Options options,
            Mode mode,
            StateDirectory directory,
            Clocks clocks,
            Consumer<Event> later) {
        this.options = options;
        this.directory = directory;
        this.clocks = clocks;
        this.later = later;
        this.output = output(options, directory);
        this.launcher = new Launcher(config.command(), null, directory.path(), output);
        this.archive = options.cds() ? new ClassArchive(directory.path(), config.command()) : null;
        Duration gap = options.hangTimeout().dividedBy(2);
        this.dumps = new ThreadDumps(
                directory.dumps(), gap.compareTo(LONGEST_DUMP_GAP) < 0 ? gap : LONGEST_DUMP_GAP, output);
        this.journal = new Journal(directory, options.name(), clocks);
        this.courier = new Courier(options.alertWebhook(), options.alertCommand(), journal::problem);
        this.rounds = new Rounds(directory, output, options, courier, clocks, journal);
    }

    /** What an earlier watchdog process left; empty if there was none, or its file is damaged. */
    Optional<SavedState> load() throws IOException {
        StateFile.Content content = StateFile.read(directory.state());
        if (content instanceof StateFile.Content.Damaged damaged) {
            alert(
                    Severity.WARNING,
                    "state-damaged",
                    "The state file can't be used: " + damaged.reason()
                            + ". The restart budget is taken from the log.");
        }
        return content instanceof StateFile.Content.Whole whole
                ? Optional.of(new SavedState(whole.values()))
                : Optional.empty();
    }

    /** The restart budget as the event log shows it, for when the state file does not. */
    RestartBudget budgetFromEvents(Settings settings) throws IOException {
        List<Long> restarts = new ArrayList<>();
        for (Duration age : journal.events().restartsWithin(options.window(), clocks.instant())) {
            restarts.add(clocks.nanos() - age.toNanos());
        }
        return new RestartBudget(settings.maxRestarts(), settings.window(), restarts);
    }

    FirstLook firstLook(Optional<SavedState> saved, boolean mayEnd) throws IOException, InterruptedException {
        FirstLook look = FirstLook.take(directory.path(), saved, clocks, mayEnd);
        orphan = look.orphan();
        return look;
    }

    /** What is new since the last look. */
    List<Event> look(Machine machine) {
        return rounds.look(machine, watch);
    }

    /** The watchdog was late: every deadline of a heartbeat starts anew. */
    void rearm() {
        if (watch != null) {
            watch.rearm(clocks.nanos());
        }
    }

    /**
     * Saves the state if it changed, carries out the actions, and returns what follows at once. What is written for people
     * comes after what is done: nobody waits for a bot because of a log.
     */
    List<Event> perform(Machine machine, List<Action> actions, boolean changed) {
        List<Event> followUps = new ArrayList<>();
        BotWatch before = watch;
        if (changed) {
            save(machine);
        }
        for (Action action : actions) {
            if (action instanceof Action.Launch launch) {
                followUps.add(launch(launch));
                save(machine);
            } else if (action instanceof Action.Adopt) {
                adopt();
                save(machine);
            } else if (action instanceof Action.Terminate) {
                current().ifPresent(this::terminate);
            } else if (action instanceof Action.Kill) {
                current().ifPresent(BotProcess::kill);
            } else if (action instanceof Action.Dump) {
                dump();
            }
        }
        for (Action action : actions) {
            if (action instanceof Action.Log log) {
                record(log, machine, before);
            } else if (action instanceof Action.Alert alert) {
                alert(alert.severity(), alert.key(), alert.text());
            }
        }
        if (changed && Systemd.isPresent()) {
            tellSystemd(machine);
        }
        return followUps;
    }

    @Override
    public void close() throws IOException {
        if (watch != null) {
            watch.close();
        }
        dumps.close();
        courier.close();
    }

    private Event launch(Action.Launch launch) {
        BotProcess bot;
        try {
            bot = launcher.launch(launch.launchId(), launch.attempt(), words());
        } catch (IOException | RuntimeException e) {
            // Whatever it is, it must count as a failed restart and not end the watchdog.
            return new Event.LaunchFailed(launch.launchId(), String.valueOf(e.getMessage()));
        }
        // Not above: a failure here is none of the launch, and to take it for one would start a second bot.
        follow(bot, false);
        return new Event.Launched(launch.launchId());
    }

    private List<String> words() throws IOException {
        return archive == null ? launcher.command() : archive.applied();
    }

    private void adopt() {
        if (orphan != null) {
            follow(orphan, true);
        }
    }

    private void follow(BotProcess bot, boolean adopted) {
        try {
            if (watch != null) {
                watch.close();
            }
            BotWatch.removeOthers(directory.path(), bot.launchId());
        } catch (IOException e) {
            journal.problem("an old heartbeat file could not be removed: " + e);
        }
        Path beats = Environment.beatFile(directory.path(), bot.launchId());
        BotWatch next = new BotWatch(bot, beats, options.ready(), output, options.hangTimeout(), adopted);
        watch = next;
        inBackground("exit", () -> awaitExit(next));
    }

    private void awaitExit(BotWatch watched) throws InterruptedException {
        BotProcess bot = watched.bot();
        int code =
                ExitWatch.await(bot, directory.path(), options.checkInterval().toMillis());
        int survivors = Leftovers.end(bot.launchId(), bot.before());
        Ending ending = Ending.SILENT;
        try {
            ending = watched.ending();
            if (archive != null) {
                archive.ended(code);
            }
        } catch (IOException e) {
            journal.problem("how the bot ended could not be read: " + e);
        }
        later.accept(new Event.Exited(bot.launchId(), new Exit(code, ending, survivors)));
    }

    private void terminate(BotProcess bot) {
        if (StopFile.isNeeded()) {
            try {
                StopFile.request(directory.path(), bot.launchId());
            } catch (IOException e) {
                journal.problem("the bot can't be asked to end, and is killed after --stop-timeout: " + e);
            }
        }
        bot.terminate();
    }

    private void dump() {
        BotWatch watched = watch;
        if (watched == null) {
            return;
        }
        String launchId = watched.bot().launchId();
        inBackground("dump", () -> {
            String path = "";
            try {
                path = dumps.take(launchId, watched.jvmPid());
            } catch (IOException e) {
                journal.problem("no thread dump could be taken: " + e);
            }
            later.accept(new Event.DumpTaken(launchId, path));
        });
    }

    private void tellSystemd(Machine machine) {
        List<String> words = new ArrayList<>();
        if (settled(machine.phase())) {
            words.add("READY=1");
        } else if (machine.isStopRequested()) {
            words.add("STOPPING=1");
        }
        words.add("STATUS=" + machine.phase().name().toLowerCase(Locale.ROOT) + ": " + machine.cause());
        courier.errand(() -> Systemd.notify(words));
    }

    /** A bot that needs a person must not keep the system from starting the rest. */
    private static boolean settled(Phase phase) {
        return phase == Phase.RUNNING || phase == Phase.GATED || phase == Phase.EXHAUSTED;
    }

    private void alert(Severity severity, String key, String text) {
        String level = severity.name().toLowerCase(Locale.ROOT);
        String full = "[" + options.name() + "] " + Secrets.mask(text);
        if (courier.alert(level, key, full)) {
            journal.alerted(level, key, full);
        }
    }

    private void save(Machine machine) {
        BotProcess bot = bot();
        // Between the decision to launch and the launch, the process at hand is that of the launch before.
        boolean present = bot != null
                && machine.phase().hasBot()
                && bot.launchId().equals(machine.bot().launchId());
        String failure = journal.save(machine, present ? bot : null);
        if (!failure.isEmpty()) {
            alert(
                    Severity.WARNING,
                    "state-unsaved-" + clocks.nanos(),
                    "The state can't be saved in " + directory.path() + ", and is kept in memory: " + failure
                            + ". Make room or make it writable: a restart budget that is only in memory does not outlast the watchdog.");
        }
    }

    private void record(Action.Log log, Machine machine, @Nullable BotWatch before) {
        BotProcess now = bot();
        if (log.event().equals("exit") && before != null) {
            boolean replaced = now != null && !before.bot().launchId().equals(now.launchId());
            long until = replaced && now != null ? now.outputFrom() : Long.MAX_VALUE;
            journal.recordExit(log, machine, before.bot(), before.jvmPid(), output, until);
        } else {
            boolean about = now != null && now.launchId().equals(log.launchId());
            journal.record(log, machine, about ? now : null);
        }
    }

    private Optional<BotProcess> current() {
        return Optional.ofNullable(bot());
    }

    private @Nullable BotProcess bot() {
        return watch == null ? null : watch.bot();
    }

    private void inBackground(String name, Courier.Errand errand) {
        Thread thread = new Thread(
                () -> {
                    try {
                        errand.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "recovery-watchdog-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static @Nullable OutputFiles output(Options options, StateDirectory directory) {
        if (options.output().equals("inherit")) {
            return null;
        }
        Path file = options.output().isEmpty()
                ? directory.output()
                : Path.of(options.output()).toAbsolutePath();
        return new OutputFiles(file, OUTPUT_LIMIT);
    }
}
