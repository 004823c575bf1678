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
import java.util.stream.Collectors;
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
                // This line takes no quotes.
                Path.of("").toAbsolutePath().toString().replace("%", "%%"),
                WatchdogProcess.longestStop(config).toSeconds()).stripTrailing());
        return ExitCodes.OK;
    }

    /**
     * Commands of PowerShell, since {@code schtasks} takes no command of more than 261 characters, and ends a task after 72
     * hours.
     */
    static int windowsTask(ParseResult result, PrintWriter out) {
        WatchdogConfig config = OptionTable.config(result);
        List<String> words = words(config, false);
        String arguments =
                words.stream().skip(1).map(ServiceTexts::windowsQuoted).collect(Collectors.joining(" "));
        out.println("""
                # For PowerShell, as an administrator.
                $action = New-ScheduledTaskAction -Execute %s -Argument %s -WorkingDirectory %s
                $trigger = New-ScheduledTaskTrigger -AtStartup
                # S4U: as this user, also while nobody is logged on, without a stored password.
                $principal = New-ScheduledTaskPrincipal -UserId "$env:USERDOMAIN\\$env:USERNAME" -LogonType S4U -RunLevel Limited
                # Without a limit of its own a task is ended after 72 hours.
                $settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit ([TimeSpan]::Zero) -MultipleInstances IgnoreNew `
                    -RestartCount 3 -RestartInterval (New-TimeSpan -Minutes 1) -Priority 5 `
                    -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
                Register-ScheduledTask -TaskName %s -Action $action -Trigger $trigger -Principal $principal -Settings $settings
                """.formatted(
                powerShellQuoted(words.get(0)),
                powerShellQuoted(arguments),
                powerShellQuoted(Path.of("").toAbsolutePath().toString()),
                powerShellQuoted("recovery-watchdog-" + config.name())).stripTrailing());
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

    /** Windows takes backslashes for themselves, except before a quote. */
    static String windowsQuoted(String word) {
        if (word.matches("[A-Za-z0-9_@+=:,./\\\\-]+")) {
            return word;
        }
        StringBuilder quoted = new StringBuilder("\"");
        int backslashes = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"') {
                quoted.append("\\".repeat(backslashes + 1));
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            quoted.append(c);
        }
        return quoted.append("\\".repeat(backslashes)).append('"').toString();
    }

    /** PowerShell takes typographic quotes for plain ones. */
    static String powerShellQuoted(String text) {
        return "'" + text.replaceAll("['\u2018-\u201B]", "$0$0") + "'";
    }
}
