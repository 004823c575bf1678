package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The keyboard of a terminal in which a command runs in the foreground: a pseudo terminal where the system has the program
 * {@code script}, else the signal that a terminal sends to each process of the foreground.
 */
final class Keyboard implements AutoCloseable {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final int CONTROL_C = 3;

    private final Process terminal;
    private final boolean pseudo;

    private Keyboard(Process terminal, boolean pseudo) {
        this.terminal = terminal;
        this.pseudo = pseudo;
    }

    static Keyboard of(List<String> command) throws IOException {
        boolean pseudo = Files.isExecutable(SCRIPT);
        List<String> words = pseudo
                ? List.of(SCRIPT.toString(), "-qec", String.join(" ", command), "/dev/null")
                : new ArrayList<>(command);
        Process process = new ProcessBuilder(words)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        return new Keyboard(process, pseudo);
    }

    void pressControlC(long... foreground) throws Exception {
        if (pseudo) {
            OutputStream keys = terminal.getOutputStream();
            keys.write(CONTROL_C);
            keys.flush();
        } else {
            for (long pid : foreground) {
                LiveWatchdog.signal("INT", pid);
            }
        }
    }

    void awaitEnd() throws InterruptedException {
        assertThat(terminal.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("the terminal ends")
                .isTrue();
    }

    @Override
    public void close() {
        terminal.descendants().forEach(ProcessHandle::destroyForcibly);
        terminal.destroyForcibly();
    }
}
