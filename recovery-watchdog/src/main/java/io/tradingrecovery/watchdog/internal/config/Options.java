package io.tradingrecovery.watchdog.internal.config;

import io.tradingrecovery.watchdog.OrphanPolicy;
import io.tradingrecovery.watchdog.internal.machine.ExitRules;
import io.tradingrecovery.watchdog.internal.machine.ExitVerdict;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings of a watchdog, typed. Immutable.
 *
 * @param alertWebhook where alerts are posted, empty for nowhere
 * @param alertCommand a shell command for each alert, empty for none
 * @param pingUrl what is fetched while all is well, empty for nothing
 * @param output where the bot's output goes: a file, {@code inherit}, or empty for the file in the state directory
 */
public record Options(
        String name,
        int maxRestarts,
        Duration window,
        Duration backoffInitial,
        Duration backoffMax,
        Duration backoffReset,
        Duration startupTimeout,
        Duration hangTimeout,
        Duration stopTimeout,
        ReadySpec ready,
        OrphanPolicy orphan,
        Duration checkInterval,
        String alertWebhook,
        String alertCommand,
        String pingUrl,
        String output,
        boolean cds,
        ExitRules exitRules) {

    /** The names of the options, without hyphens in front. */
    public static final Set<String> NAMES = Set.of(
            "name",
            "max-restarts",
            "window",
            "backoff-initial",
            "backoff-max",
            "backoff-reset",
            "startup-timeout",
            "hang-timeout",
            "stop-timeout",
            "ready",
            "orphan",
            "check-interval",
            "alert-webhook",
            "alert-command",
            "ping-url",
            "output",
            "cds",
            "exit");

    private static final Set<String> SECRET = Set.of("alert-webhook", "ping-url", "alert-command");

    /** The settings that texts by option name mean, with the defaults for what is missing. */
    public static Options parse(Map<String, String> texts) {
        for (String name : texts.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "There is no option '" + name + "'; the options are " + String.join(", ", sorted()));
            }
        }
        return new Options(
                name(texts.getOrDefault("name", "bot")),
                count("max-restarts", texts.getOrDefault("max-restarts", "10")),
                positive(texts, "window", "1h"),
                duration(texts, "backoff-initial", "1s"),
                duration(texts, "backoff-max", "300s"),
                duration(texts, "backoff-reset", "10m"),
                positive(texts, "startup-timeout", "5m"),
                positive(texts, "hang-timeout", "60s"),
                duration(texts, "stop-timeout", "30s"),
                ReadySpec.parse(texts.getOrDefault("ready", "auto")),
                orphan(texts.getOrDefault("orphan", "adopt")),
                positive(texts, "check-interval", "5m"),
                url("alert-webhook", texts),
                texts.getOrDefault("alert-command", ""),
                url("ping-url", texts),
                texts.getOrDefault("output", ""),
                truth("cds", texts.getOrDefault("cds", "false")),
                exits(texts.getOrDefault("exit", "")));
    }

    /** What contradicts what, in one sentence. */
    public Optional<String> contradiction() {
        if (backoffInitial.compareTo(backoffMax) > 0) {
            return Optional.of(
                    "--backoff-initial " + Durations.format(backoffInitial) + " is longer than --backoff-max "
                            + Durations.format(backoffMax) + "; make it shorter, or the maximum longer");
        }
        if (ready instanceof ReadySpec.Alive alive && alive.time().compareTo(startupTimeout) >= 0) {
            return Optional.of("--ready " + ready + " can't come true within --startup-timeout "
                    + Durations.format(startupTimeout) + "; make the timeout longer");
        }
        if (ready instanceof ReadySpec.LogLine && output.equals("inherit")) {
            return Optional.of("--ready " + ready + " needs the output in a file; leave --output inherit out");
        }
        return Optional.empty();
    }

    /** Settings for a log line: secrets are named, not shown. */
    public static Map<String, String> masked(Map<String, String> texts) {
        Map<String, String> shown = new TreeMap<>(texts);
        shown.replaceAll((name, value) -> SECRET.contains(name) ? "***" : value);
        return shown;
    }

    private static Set<String> sorted() {
        return new TreeSet<>(NAMES);
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,60}")) {
            throw new IllegalArgumentException(
                    "--name is '" + text + "'; write 1 to 60 letters, digits, dots, hyphens or underscores");
        }
        return text;
    }

    private static int count(String option, String text) {
        if (!text.matches("\\d{1,6}")) {
            throw new IllegalArgumentException("--" + option + " is '" + text + "'; write a number from 0 to 999999");
        }
        return Integer.parseInt(text);
    }

    private static Duration duration(Map<String, String> texts, String option, String otherwise) {
        return Durations.parse("--" + option, texts.getOrDefault(option, otherwise));
    }

    private static Duration positive(Map<String, String> texts, String option, String otherwise) {
        Duration duration = duration(texts, option, otherwise);
        if (duration.isZero()) {
            throw new IllegalArgumentException("--" + option + " is 0; it must be longer");
        }
        return duration;
    }

    private static OrphanPolicy orphan(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "adopt" -> OrphanPolicy.ADOPT;
            case "kill" -> OrphanPolicy.KILL;
            case "refuse" -> OrphanPolicy.REFUSE;
            default -> throw new IllegalArgumentException("--orphan is '" + text + "'; write adopt, kill or refuse");
        };
    }

    private static boolean truth(String option, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("--" + option + " is '" + text + "'; write true or false");
        };
    }

    private static String url(String option, Map<String, String> texts) {
        String text = texts.getOrDefault(option, "");
        if (!text.isEmpty() && !text.matches("https?://[^\\s/]+\\S*")) {
            // Not shown: it may be a secret with a typing error.
            throw new IllegalArgumentException("--" + option + " is no address that begins with https:// or http://");
        }
        return text;
    }

    private static ExitRules exits(String text) {
        Map<Integer, ExitVerdict> changes = new TreeMap<>();
        for (String rule : text.isBlank() ? new String[0] : text.split(",")) {
            String[] sides = rule.strip().split("=", 2);
            Optional<ExitVerdict> verdict = sides.length == 2 ? ExitVerdict.named(sides[1]) : Optional.empty();
            if (verdict.isEmpty() || !sides[0].matches("\\d{1,3}")) {
                throw new IllegalArgumentException("--exit is '" + text + "'; write CODE=VERDICT,… where a verdict is "
                        + "restart, restart-now, stay-stopped, stopped-outside or hold");
            }
            changes.put(Integer.parseInt(sides[0]), verdict.get());
        }
        return ExitRules.DEFAULT.with(changes);
    }
}
