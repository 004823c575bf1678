package io.tradingrecovery.watchdog.internal.alert;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a shell command with the alert in the environment variables {@code ALERT_SEVERITY} and {@code ALERT_TEXT}. */
record CommandSink(String command) implements Sink {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "command";
    }

    @Override
    public void deliver(String severity, String text) throws IOException, InterruptedException {
        boolean windows = File.separatorChar == '\\';
        ProcessBuilder builder =
                new ProcessBuilder(windows ? List.of("cmd", "/c", command) : List.of("/bin/sh", "-c", command));
        builder.environment().put("ALERT_SEVERITY", severity);
        builder.environment().put("ALERT_TEXT", text);
        builder.redirectInput(Redirect.from(new File(windows ? "NUL" : "/dev/null")));
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        Process process = builder.start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException("did not end within " + LIMIT.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException("ended with exit code " + process.exitValue());
        }
    }

    @Override
    public String toString() {
        return "command ***";
    }
}
