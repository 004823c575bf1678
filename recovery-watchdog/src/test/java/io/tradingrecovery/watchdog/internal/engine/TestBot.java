package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.Watchdog;
import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.client.ExitIntent;
import io.tradingrecovery.watchdog.client.HeartBeat;
import io.tradingrecovery.watchdog.client.WatchdogClient;
import io.tradingrecovery.watchdog.internal.beat.StopFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A bot that behaves as its first argument says. */
final class TestBot {

    private static final Duration SILENCE = Duration.ofMillis(1_500);
    private static final long ROUND = Duration.ofMillis(10).toNanos();

    private TestBot() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "healthy" -> healthy(WatchdogClient.connect(), Long.MAX_VALUE);
            case "hangs-on-first-launch" -> hangsOnFirstLaunch(WatchdogClient.connect());
            case "unlimited" -> unlimited(WatchdogClient.connect());
            case "patient" -> healthy(WatchdogClient.connect(), Duration.ofMinutes(5), Long.MAX_VALUE);
            case "plans-a-restart" -> plansARestart(WatchdogClient.connect());
            case "host" -> healthy(WatchdogClient.connect(Path.of(arguments[1])), Long.MAX_VALUE);
            case "hooked" -> hooked();
            case "asked-by-file" -> askedByFile(Path.of(arguments[1]));
            case "never-ends" -> neverEnds(WatchdogClient.connect());
            case "blocked" -> blocked(WatchdogClient.connect());
            case "wants-restart" -> wantsRestart(WatchdogClient.connect());
            case "never-ready" -> WatchdogClient.connect().loop("strategy", SILENCE);
            case "sidecar" -> sidecar(arguments);
            case "guard" -> guard(arguments);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        forever();
    }

    private static void healthy(WatchdogClient client, long rounds) {
        healthy(client, SILENCE, rounds);
    }

    private static void healthy(WatchdogClient client, Duration silence, long rounds) {
        HeartBeat beat = client.loop("strategy", silence);
        client.ready("RECONCILED");
        for (long i = 0; i < rounds; i++) {
            beat.tick();
            LockSupport.parkNanos(ROUND);
        }
    }

    /** Its strategy loop hangs while another loop beats on, as a timer thread would. */
    private static void hangsOnFirstLaunch(WatchdogClient client) {
        if (client.attempt() > 0) {
            healthy(client, Long.MAX_VALUE);
        }
        HeartBeat timer = client.loop("timer", SILENCE);
        Thread thread = new Thread(() -> {
            while (true) {
                timer.tick();
                LockSupport.parkNanos(ROUND);
            }
        });
        thread.setDaemon(true);
        thread.start();
        healthy(client, 20);
    }

    /** Takes longer to shut down than anybody waits. */
    private static void neverEnds(WatchdogClient client) {
        Runtime.getRuntime().addShutdownHook(new Thread(TestBot::forever));
        healthy(client, Long.MAX_VALUE);
    }

    /** Says so when its shutdown hooks run. */
    private static void hooked() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("a hook ran")));
        healthy(WatchdogClient.connect(), Long.MAX_VALUE);
    }

    /** Its loop has no limit of its own. */
    private static void unlimited(WatchdogClient client) {
        HeartBeat beat = client.loop("strategy");
        client.ready();
        while (true) {
            beat.tick();
            LockSupport.parkNanos(ROUND);
        }
    }

    private static void plansARestart(WatchdogClient client) {
        if (client.attempt() == 0) {
            System.exit(100);
        }
        healthy(client, Long.MAX_VALUE);
    }

    /** Obeys a stop file, as a bot on a system without signals does, and runs its shutdown hooks. */
    private static void askedByFile(Path directory) {
        StopFile.obey(directory, "launch-1");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("in order")));
        System.out.println("begun");
    }

    private static void blocked(WatchdogClient client) {
        HeartBeat beat = client.loop("strategy", SILENCE);
        client.ready("PARTIAL");
        while (true) {
            beat.tick();
            LockSupport.parkNanos(ROUND);
        }
    }

    private static void wantsRestart(WatchdogClient client) {
        if (client.attempt() == 0) {
            client.stopping(ExitIntent.RESTART);
            System.exit(1);
        }
        healthy(client, Long.MAX_VALUE);
    }

    /** Writes its arguments and its working directory down, one record a launch, and is watched by a sidecar. */
    private static void sidecar(String[] arguments) throws Exception {
        WatchdogClient client = Watchdog.sidecar(config(arguments[1]).build());
        record(Path.of(arguments[1]), client, arguments);
        healthy(client, Long.MAX_VALUE);
    }

    private static void guard(String[] arguments) throws Exception {
        WatchdogClient client = Watchdog.guard(config(arguments[1]).build());
        record(Path.of(arguments[1]), client, arguments);
        healthy(client, 20);
    }

    private static WatchdogConfig.Builder config(String directory) {
        return WatchdogConfig.builder()
                .stateDirectory(Path.of(directory))
                .backoffInitial(Duration.ZERO)
                .hangTimeout(Duration.ofSeconds(2));
    }

    private static void record(Path directory, WatchdogClient client, String[] arguments) throws Exception {
        byte[] commandLine = Files.readAllBytes(Path.of("/proc/self/cmdline"));
        String name = "launch-" + client.attempt() + (client.launchId().startsWith("host-") ? "-host" : "-child");
        Path next = directory.resolve(name + ".tmp");
        Files.write(next, commandLine);
        Files.move(next, directory.resolve(name));
        Files.writeString(directory.resolve(name + ".marker"), System.getProperty("test.marker", "absent"));
        Files.write(directory.resolve(name + ".arguments"), List.of(arguments), StandardCharsets.UTF_8);
    }

    private static void forever() {
        while (true) {
            LockSupport.park();
        }
    }
}
