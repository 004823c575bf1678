package io.tradingrecovery.watchdog.internal.engine;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes thread dumps of a JVM: QUIT twice, so that a loop can be told from a wait, and jcmd only if that printed nothing,
 * since jcmd waits for a JVM that may never answer. For one thread at a time.
 */
final class ThreadDumps {

    private static final int MAX_BYTES = 4 << 20;
    private static final int KEPT = 20;
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final String MARK = "Full thread dump";

    private final Path directory;
    private final Duration gap;
    private final @Nullable OutputFiles output;

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
        String dumps = quitTwice(pid);
        if (dumps.contains(MARK)) {
            StateDirectory.replace(file, dumps);
        } else if (!jcmd(pid, file)) {
            Files.deleteIfExists(file);
            return "";
        }
        prune();
        return file.toString();
    }

    private String quitTwice(long pid) throws IOException, InterruptedException {
        if (output == null || Launcher.isWindows()) {
            return "";
        }
        long from = output.size();
        if (!Signals.quit(pid)) {
            return "";
        }
        Thread.sleep(gap.toMillis());
        Signals.quit(pid);
        Thread.sleep(Math.min(gap.toMillis(), SETTLE.toMillis()));
        return output.tail(from, MAX_BYTES);
    }

    private boolean jcmd(long pid, Path file) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", Launcher.isWindows() ? "jcmd.exe" : "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return false;
        }
        Process process = new ProcessBuilder(jcmd.toString(), "-J-Xmx16m", Long.toString(pid), "Thread.print", "-l")
                .redirectInput(Redirect.from(new File(Launcher.isWindows() ? "NUL" : "/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        if (!process.waitFor(2 * gap.toMillis() + 1, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            removeAttachFile(pid);
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(MARK);
    }

    /** A jcmd that is killed leaves the file that asks a JVM to listen, in that JVM's working directory. */
    private static void removeAttachFile(long pid) throws IOException {
        Files.deleteIfExists(Path.of("/proc/" + pid + "/cwd/.attach_pid" + pid));
        Files.deleteIfExists(Path.of(System.getProperty("java.io.tmpdir"), ".attach_pid" + pid));
    }

    /** Whether QUIT would be answered: it ends any other process. */
    private static boolean isJvm(long pid) {
        try {
            String maps =
                    new String(Files.readAllBytes(Path.of("/proc/" + pid + "/maps")), StandardCharsets.ISO_8859_1);
            return maps.contains("/libjvm.so");
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
