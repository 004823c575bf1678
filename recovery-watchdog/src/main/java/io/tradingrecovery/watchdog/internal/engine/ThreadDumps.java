package io.tradingrecovery.watchdog.internal.engine;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes thread dumps of a JVM: QUIT twice, so that a loop can be told from a wait, and jcmd only if that printed nothing,
 * since jcmd waits for a JVM that may never answer. For one thread at a time; {@link #close} may be called from any.
 */
final class ThreadDumps implements AutoCloseable {

    private static final long MAX_BYTES = 4L << 20;
    private static final int KEPT = 20;
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final String MARK = "Full thread dump";

    private final Path directory;
    private final Duration gap;
    private final @Nullable OutputFiles output;
    private final Jcmd jcmd = new Jcmd();

    /** Dumps into {@code directory}, {@code gap} apart; jcmd may take twice that. */
    ThreadDumps(Path directory, Duration gap, @Nullable OutputFiles output) {
        this.directory = directory;
        this.gap = gap;
        this.output = output;
    }

    /** The file with the dumps of a process; empty if it is no JVM or says nothing. */
    String take(String launchId, long pid) throws IOException, InterruptedException {
        if (!isJvm(pid)) {
            return "";
        }
        StateDirectory.createPrivate(directory);
        Path file = directory.resolve("threads-" + launchId + "-" + System.currentTimeMillis() + ".txt");
        StateDirectory.createPrivateFile(file);
        boolean taken = quitTwice(pid, file) || (jcmd.threads(pid, file, gap.multipliedBy(2)) && isDump(file));
        if (!taken) {
            Files.deleteIfExists(file);
            return "";
        }
        prune();
        return file.toString();
    }

    @Override
    public void close() {
        jcmd.close();
    }

    private boolean quitTwice(long pid, Path file) throws IOException, InterruptedException {
        if (output == null || Launcher.isWindows()) {
            return false;
        }
        long from = output.size();
        if (!Signals.quit(pid)) {
            return false;
        }
        Thread.sleep(gap.toMillis());
        Signals.quit(pid);
        Thread.sleep(Math.min(gap.toMillis(), SETTLE.toMillis()));
        output.copyTail(from, MAX_BYTES, file);
        return isDump(file);
    }

    private static boolean isDump(Path file) throws IOException {
        return holds(file, MARK);
    }

    /** Line by line: neither a dump nor a list of maps needs to fit into a small heap. */
    private static boolean holds(Path file, String text) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether QUIT would be answered: it ends any other process. */
    private static boolean isJvm(long pid) {
        try {
            return holds(Path.of("/proc/" + pid + "/maps"), "/libjvm.so");
        } catch (IOException notLinux) {
            return !Boot.isLinux()
                    && ProcessHandle.of(pid)
                            .flatMap(handle -> handle.info().command())
                            .map(command -> command.toLowerCase(Locale.ROOT))
                            .filter(command -> command.endsWith("java") || command.endsWith("java.exe"))
                            .isPresent();
        }
    }

    private void prune() {
        File[] files = directory.toFile().listFiles((dir, name) -> name.startsWith("threads-"));
        if (files == null || files.length <= KEPT) {
            return;
        }
        Arrays.sort(files, Comparator.comparingLong(File::lastModified));
        for (int i = 0; i < files.length - KEPT; i++) {
            // One that can't be deleted is in nobody's way.
            boolean ignored = files[i].delete();
        }
    }
}
