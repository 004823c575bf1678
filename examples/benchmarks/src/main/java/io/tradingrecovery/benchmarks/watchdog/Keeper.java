package io.tradingrecovery.benchmarks.watchdog;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** A supervisor that keeps the trivial native child of a mailbox running; closing it ends both. */
record Keeper(String name, Process process, Mailbox mailbox) implements AutoCloseable {

    /** The watchdog, with the documented flags and no delay. */
    static Keeper watchdog(Path directory) throws IOException, InterruptedException {
        Mailbox mailbox = Mailbox.at(directory.resolve("pipe"));
        List<String> words = WatchdogCommand.documented(
                directory.resolve("state"),
                List.of("--ready", "alive:0ms", "--backoff-initial", "0ms", "--max-restarts", "100000"),
                mailbox.nativeChild());
        return new Keeper("watchdog", quietly(directory, words), mailbox);
    }

    /** supervisord, absent if it is not installed. */
    static Optional<Keeper> supervisord(Path directory) throws IOException, InterruptedException {
        if (!isInstalled("supervisord")) {
            return Optional.empty();
        }
        Mailbox mailbox = Mailbox.at(directory.resolve("pipe"));
        Path child = script(directory.resolve("child.sh"), mailbox);
        Path configuration = Files.writeString(directory.resolve("supervisord.conf"), """
                [supervisord]
                nodaemon=true
                logfile=/dev/null
                logfile_maxbytes=0
                pidfile=%s/supervisord.pid
                [program:child]
                command=%s
                autorestart=true
                startsecs=1
                startretries=1000
                """.formatted(directory, child));
        return Optional.of(new Keeper(
                "supervisord", quietly(directory, List.of("supervisord", "-c", configuration.toString())), mailbox));
    }

    /** runit's runsv, absent if it is not installed. */
    static Optional<Keeper> runit(Path directory) throws IOException, InterruptedException {
        if (!isInstalled("runsv")) {
            return Optional.empty();
        }
        Mailbox mailbox = Mailbox.at(directory.resolve("pipe"));
        Path service = Files.createDirectory(directory.resolve("service"));
        script(service.resolve("run"), mailbox);
        return Optional.of(new Keeper("runit", quietly(directory, List.of("runsv", service.toString())), mailbox));
    }

    private static Path script(Path file, Mailbox mailbox) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + mailbox.nativeChild().get(2) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static Process quietly(Path directory, List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("messages").toFile())
                .start();
    }

    private static boolean isInstalled(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (new File(folder, program).canExecute()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        mailbox.close();
    }
}
