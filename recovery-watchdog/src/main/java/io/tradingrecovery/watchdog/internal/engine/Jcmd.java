package io.tradingrecovery.watchdog.internal.engine;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * jcmd in a process of its own, which neither outlives the watchdog nor leaves its traces beside the bot. One call at a
 * time; {@link #close} may come from any thread.
 */
final class Jcmd implements AutoCloseable {

    private @Nullable Process running;
    private boolean closed;

    /** Writes the threads of a JVM to a file. Returns false if there is no jcmd, or it does not end within {@code limit}. */
    boolean threads(long pid, Path file, Duration limit) throws IOException, InterruptedException {
        boolean windows = Launcher.isWindows();
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", windows ? "jcmd.exe" : "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return false;
        }
        Path attach = attachFile(pid);
        try {
            Process process =
                    start(new ProcessBuilder(jcmd.toString(), "-J-Xmx16m", Long.toString(pid), "Thread.print", "-l")
                            .redirectInput(Redirect.from(new File(windows ? "NUL" : "/dev/null")))
                            .redirectErrorStream(true)
                            .redirectOutput(file.toFile()));
            return process != null && process.waitFor(limit.toMillis() + 1, TimeUnit.MILLISECONDS);
        } finally {
            end();
            Files.deleteIfExists(attach);
        }
    }

    private synchronized @Nullable Process start(ProcessBuilder builder) throws IOException {
        running = closed ? null : builder.start();
        return running;
    }

    private synchronized void end() {
        Process process = running;
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
        running = null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        end();
    }

    /**
     * The file by which jcmd asks a JVM to listen, in that JVM's working directory. It is left there by a jcmd that is
     * killed, and by one whose JVM ends before it answers.
     */
    private static Path attachFile(long pid) {
        String name = ".attach_pid" + pid;
        try {
            return Path.of("/proc/" + pid + "/cwd").toRealPath().resolve(name);
        } catch (IOException notLinux) {
            return Path.of(System.getProperty("java.io.tmpdir"), name);
        }
    }
}
