package io.tradingrecovery.watchdog.internal.cli;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.config.Options;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code run} and of the verbs that speak about them, on the command line and in a properties file. */
final class OptionTable {

    private static final Map<String, String> DESCRIPTIONS = descriptions();

    private OptionTable() {}

    static void addTo(CommandSpec spec) {
        DESCRIPTIONS.forEach((name, description) -> {
            OptionSpec.Builder option = OptionSpec.builder("--" + name).description(description);
            if (name.equals("cds")) {
                spec.addOption(option.type(String.class)
                        .arity("0..1")
                        .fallbackValue("true")
                        .paramLabel("BOOLEAN")
                        .build());
            } else {
                spec.addOption(option.type(String.class).paramLabel("VALUE").build());
            }
        });
    }

    /** The configuration that the command line and the file it names give together. */
    static WatchdogConfig config(ParseResult result) {
        Map<String, String> texts = new TreeMap<>(fromFile(result.matchedOptionValue("--config", "")));
        for (OptionSpec option : result.matchedOptions()) {
            String name = option.longestName().substring(2);
            if (DESCRIPTIONS.containsKey(name) || name.equals("state-dir")) {
                texts.put(name, option.getValue());
            }
        }
        WatchdogConfig.Builder builder = WatchdogConfig.builder().command(command(result));
        texts.forEach((name, value) -> {
            if (name.equals("state-dir")) {
                builder.stateDirectory(Path.of(value));
            } else {
                builder.option(name, value);
            }
        });
        return builder.build();
    }

    /** The words after {@code --}. */
    static List<String> command(ParseResult result) {
        return result.matchedPositionalValue(0, List.of());
    }

    /** The state directory of the verbs that take no other option. */
    static Path stateDirectory(ParseResult result) {
        return Path.of(result.matchedOptionValue("--state-dir", "watchdog-state"))
                .toAbsolutePath()
                .normalize();
    }

    private static Map<String, String> fromFile(String file) {
        Map<String, String> texts = new TreeMap<>();
        if (file.isEmpty()) {
            return texts;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("--config " + file + " can't be read: " + e, e);
        }
        for (String name : properties.stringPropertyNames()) {
            if (!Options.NAMES.contains(name) && !name.equals("state-dir")) {
                throw new IllegalArgumentException("--config " + file + " sets '" + name
                        + "', which is no option; write option names without hyphens in front");
            }
            texts.put(name, properties.getProperty(name).strip());
        }
        return texts;
    }

    private static Map<String, String> descriptions() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("name", "The bot's name in alerts. Default: bot.");
        table.put("max-restarts", "The most automatic restarts in any window. Default: 10.");
        table.put("window", "The sliding window of the restart budget. Default: 1h.");
        table.put("backoff-initial", "The delay before the first restart, doubled each time. Default: 1s.");
        table.put("backoff-max", "The longest delay before a restart. Default: 300s.");
        table.put("backoff-reset", "How long a bot must be ready for delays to begin anew. Default: 10m.");
        table.put("startup-timeout", "How long a bot may take to become ready. Default: 5m.");
        table.put("hang-timeout", "How long a loop without a limit of its own may be silent. Default: 60s.");
        table.put("stop-timeout", "How long a bot may take to end when asked. Default: 30s.");
        table.put(
                "ready",
                "auto, alive:5s, heartbeat, tcp:HOST:PORT, http:URL, log:REGEX or command:CMD. Default: auto.");
        table.put("orphan", "What to do about a bot that is alive already: adopt, kill or refuse. Default: adopt.");
        table.put("check-interval", "An upper bound on the interval of whatever is polled. Default: 5m.");
        table.put("alert-webhook", "Where alerts are posted as JSON with 'text' and 'content'.");
        table.put("alert-command", "A shell command for each alert; it finds ALERT_SEVERITY and ALERT_TEXT.");
        table.put("ping-url", "What is fetched each minute while the bot is ready and may trade.");
        table.put("output", "Where the bot's output goes: a file, or 'inherit'. Default: output.log in the state dir.");
        table.put("cds", "Keep an archive of the bot's classes, so that it starts faster.");
        table.put("exit", "CODE=VERDICT,...: restart, restart-now, stay-stopped, stopped-outside or hold.");
        return table;
    }
}
