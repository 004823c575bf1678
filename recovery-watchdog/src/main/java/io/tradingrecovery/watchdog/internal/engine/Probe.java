package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.config.ReadySpec;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One look from outside whether the bot is ready. May take as long as its limit. */
final class Probe {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Probe() {}

    /** Whether the bot shows what the specification asks for. False for one that needs no look from outside. */
    static boolean succeeds(ReadySpec spec) throws InterruptedException {
        try {
            if (spec instanceof ReadySpec.Tcp tcp) {
                return accepts(tcp.host(), tcp.port());
            } else if (spec instanceof ReadySpec.Http http) {
                return answers(http.uri());
            } else if (spec instanceof ReadySpec.Command command) {
                return endsWell(command.command());
            }
            return false;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean accepts(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) LIMIT.toMillis());
            return true;
        }
    }

    private static boolean answers(URI uri) throws IOException {
        if (!(uri.toURL().openConnection() instanceof HttpURLConnection connection)) {
            return false;
        }
        connection.setConnectTimeout((int) LIMIT.toMillis());
        connection.setReadTimeout((int) LIMIT.toMillis());
        try {
            return connection.getResponseCode() / 100 == 2;
        } finally {
            connection.disconnect();
        }
    }

    private static boolean endsWell(String command) throws IOException, InterruptedException {
        boolean windows = Launcher.isWindows();
        Process process = new ProcessBuilder(
                        windows ? List.of("cmd", "/c", command) : List.of("/bin/sh", "-c", command))
                .redirectInput(Redirect.from(new File(windows ? "NUL" : "/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
