package io.tradingrecovery.watchdog.internal.cli;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.engine.WatchdogProcess;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** {@code systemd-unit} and {@code windows-task}: texts that have the watchdog started by the system. */
final class ServiceTexts {

    private ServiceTexts() {}

    static int systemdUnit(ParseResult result, PrintWriter out) {
        WatchdogConfig config = OptionTable.config(result);
        StringBuilder line = new StringBuilder();
        for (String word : words(config, true)) {
            line.append(line.length() == 0 ? "" : " ").append(systemdQuoted(word));
        }
        out.println("""
                [Unit]
                Description=Trading bot %s, kept running by recovery-watchdog
                Wants=network-online.target
                After=network-online.target

                [Service]
                Type=notify
                NotifyAccess=all
                ExecStart=%s
                WorkingDirectory=%s
                Restart=on-failure
                RestartSec=5
                RestartPreventExitStatus=2 3 4 5 7 8
                # The bot's user; without it the bot runs as root.
                #User=
                # On a stop the watchdog ends the bot itself; a bot whose watchdog was killed is adopted by the next one.
                KillMode=process
                TimeoutStartSec=infinity
                TimeoutStopSec=%d
                Environment=LC_ALL=C.UTF-8

                [Install]
                WantedBy=multi-user.target
                """.formatted(
                config.name(),
                line,
                systemdQuoted(Path.of("").toAbsolutePath().toString()),
                WatchdogProcess.longestStop(config).toSeconds()).stripTrailing());
        return ExitCodes.OK;
    }

    static int windowsTask(ParseResult result, PrintWriter out) {
        WatchdogConfig config = OptionTable.config(result);
        StringBuilder line = new StringBuilder();
        for (String word : words(config, false)) {
            line.append(line.length() == 0 ? "" : " ").append(windowsQuoted(word));
        }
        out.println("schtasks /Create /TN \"recovery-watchdog-" + config.name() + "\" /SC ONSTART /RU \"%USERNAME%\""
                + " /RL LIMITED /F /TR " + windowsQuoted(line.toString()));
        return ExitCodes.OK;
    }

    private static List<String> words(WatchdogConfig config, boolean unix) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", unix ? "java" : "java.exe")
                .toString());
        words.addAll(WatchdogProcess.JVM_FLAGS);
        if (unix) {
            words.add("-Djdk.lang.Process.launchMechanism=FORK");
        }
        words.addAll(List.of(
                "-jar", jar(), "run", "--state-dir", config.stateDirectory().toString()));
        for (Map.Entry<String, String> option : config.options().entrySet()) {
            words.add("--" + option.getKey() + "=" + option.getValue());
        }
        words.add("--");
        words.addAll(config.command().isEmpty() ? List.of("java", "-jar", "bot.jar") : config.command());
        return words;
    }

    private static String jar() {
        String location = ServiceTexts.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        return location.startsWith("file:") && location.endsWith(".jar")
                ? Path.of(URI.create(location)).toString()
                : "recovery-watchdog.jar";
    }

    /** In systemd, {@code %} and {@code $} stand for something, and quotes take backslashes. */
    static String systemdQuoted(String word) {
        String escaped = word.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("%", "%%")
                .replace("$", "$$")
                .replace("\n", "\\n");
        return word.matches("[A-Za-z0-9_@+=:,./-]+") ? escaped : '"' + escaped + '"';
    }

    static String windowsQuoted(String word) {
        return word.matches("[A-Za-z0-9_@+=:,./\\\\-]+") ? word : '"' + word.replace("\"", "\\\"") + '"';
    }
}
