package io.tradingrecovery.benchmarks.watchdog;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the watchdog takes while nothing happens, and after it has called a person over HTTPS. */
final class IdleBenchmark implements Benchmark {

    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration PERIOD = Duration.ofSeconds(60);
    private static final Duration PERIOD_FOR_TRYING = Duration.ofSeconds(2);
    private static final int ENOUGH_PAIRS = 1_000;
    private static final List<String> READY = List.of("--ready", "alive:0ms");

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        Duration period = run.pairs() >= ENOUGH_PAIRS ? PERIOD : PERIOD_FOR_TRYING;
        List<Measurement> all = new ArrayList<>();
        all.addAll(idle(run.folder("documented"), period));
        all.add(plain(run.folder("plain")));
        all.add(afterAnAlert(run.folder("alert")));
        return all;
    }

    private static List<Measurement> idle(Path folder, Duration period) throws Exception {
        try (Watchdog watchdog = Watchdog.start(
                folder, mailbox -> WatchdogCommand.documented(folder.resolve("state"), READY, mailbox.nativeChild()))) {
            Thread.sleep(SETTLE.toMillis());
            long before = ProcessUse.processorNanos(watchdog.pid());
            Thread.sleep(period.toMillis());
            double used = ProcessUse.processorNanos(watchdog.pid()) - before;
            return List.of(
                    Measurement.ofValue(
                            "resident memory, documented flags",
                            ProcessUse.residentMegabytes(watchdog.pid()),
                            "MB",
                            Target.atMost(48),
                            "JDK " + Runtime.version().feature()),
                    Measurement.ofValue(
                            "processor time while idle",
                            100 * used / period.toNanos(),
                            "% of a core",
                            Target.atMost(0.2),
                            "over " + period.toSeconds() + " s"));
        }
    }

    private static Measurement plain(Path folder) throws Exception {
        try (Watchdog watchdog = Watchdog.start(
                folder, mailbox -> WatchdogCommand.plain(folder.resolve("state"), READY, mailbox.nativeChild()))) {
            Thread.sleep(SETTLE.toMillis());
            return Measurement.ofValue(
                    "resident memory, no flags", ProcessUse.residentMegabytes(watchdog.pid()), "MB", null, "");
        }
    }

    private static Measurement afterAnAlert(Path folder) throws Exception {
        try (SecureServer server = SecureServer.in(folder);
                Watchdog watchdog = Watchdog.start(
                        folder,
                        mailbox -> WatchdogCommand.with(
                                server.flagsOfItsClients(),
                                folder.resolve("state"),
                                List.of("--alert-webhook", server.address()),
                                List.of("/bin/sh", "-c", "echo $$ > '" + mailbox.path() + "'; exit 78")))) {
            server.awaitRequest();
            Thread.sleep(SETTLE.toMillis());
            return Measurement.ofValue(
                    "resident memory after an alert over HTTPS",
                    ProcessUse.residentMegabytes(watchdog.pid()),
                    "MB",
                    Target.atMost(64),
                    "JDK " + Runtime.version().feature());
        }
    }

    /** How a watchdog of a mailbox's child is started. */
    @FunctionalInterface
    private interface Start {
        List<String> words(Mailbox mailbox);
    }

    /** A watchdog whose child has begun. */
    private record Watchdog(Process process, Mailbox mailbox) implements AutoCloseable {

        static Watchdog start(Path folder, Start start) throws Exception {
            Mailbox mailbox = Mailbox.at(folder.resolve("pipe"));
            Process process = new ProcessBuilder(start.words(mailbox))
                    .directory(folder.toFile())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            mailbox.next();
            return new Watchdog(process, mailbox);
        }

        long pid() {
            return process.pid();
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            process.onExit().join();
            mailbox.close();
        }
    }
}
