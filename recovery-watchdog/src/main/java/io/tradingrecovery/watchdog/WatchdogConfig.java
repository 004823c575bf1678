package io.tradingrecovery.watchdog;

import io.tradingrecovery.watchdog.internal.config.Options;
import io.tradingrecovery.watchdog.internal.config.ReadySpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a bot is watched. Immutable and safe to share between threads. {@link #toString} shows no webhook address.
 *
 * <p>Every setting has the name of a command line option, and is described there and in {@code docs/watchdog.md}.
 */
public final class WatchdogConfig {

    private final SortedMap<String, String> options;
    private final Path stateDirectory;
    private final List<String> command;
    private final Options parsed;

    private WatchdogConfig(Path stateDirectory, List<String> command, Map<String, String> options) {
        this.stateDirectory = stateDirectory.toAbsolutePath().normalize();
        this.command = List.copyOf(command);
        this.options = new TreeMap<>(options);
        this.parsed = Options.parse(this.options);
    }

    /** A configuration with the documented defaults, to be changed. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where the watchdog keeps its state, absolute. */
    public Path stateDirectory() {
        return stateDirectory;
    }

    /** The bot's command and its arguments; empty for a sidecar that relaunches its host as it was started. */
    public List<String> command() {
        return command;
    }

    /** The name of the bot in alerts. */
    public String name() {
        return parsed.name();
    }

    /** The settings that were made, by option name without hyphens in front. */
    public Map<String, String> options() {
        return new TreeMap<>(options);
    }

    @Override
    public String toString() {
        return "WatchdogConfig[" + parsed.name() + " in " + stateDirectory + ", " + Options.masked(options) + "]";
    }

    /** Collects settings. A value that can't be used is refused at once, with the value and what to write instead. */
    public static final class Builder {

        private final SortedMap<String, String> options = new TreeMap<>();
        private Path stateDirectory = Path.of("watchdog-state");
        private List<String> command = List.of();

        private Builder() {}

        /** Where the watchdog keeps its state; by default {@code watchdog-state} in the working directory. */
        public Builder stateDirectory(Path directory) {
            stateDirectory = directory;
            return this;
        }

        /** The bot's command and its arguments, passed on byte for byte. */
        public Builder command(List<String> words) {
            command = List.copyOf(words);
            return this;
        }

        /** The name of the bot in alerts; by default {@code bot}. */
        public Builder name(String name) {
            return option("name", name);
        }

        /** The most automatic restarts in any window; by default 10. */
        public Builder maxRestarts(int restarts) {
            return option("max-restarts", Integer.toString(restarts));
        }

        /** The sliding window of the restart budget; by default 1 hour. */
        public Builder window(Duration window) {
            return option("window", window);
        }

        /** The delay before the first restart, doubled each time; by default 1 second; 0 for no delay ever. */
        public Builder backoffInitial(Duration delay) {
            return option("backoff-initial", delay);
        }

        /** The longest delay before a restart; by default 300 seconds. */
        public Builder backoffMax(Duration delay) {
            return option("backoff-max", delay);
        }

        /** How long a bot must have been ready for the delays to begin anew; by default 10 minutes. */
        public Builder backoffReset(Duration time) {
            return option("backoff-reset", time);
        }

        /** How long a bot may take to become ready; by default 5 minutes. */
        public Builder startupTimeout(Duration timeout) {
            return option("startup-timeout", timeout);
        }

        /** How long a loop that names no limit of its own may be silent; by default 60 seconds. */
        public Builder hangTimeout(Duration timeout) {
            return option("hang-timeout", timeout);
        }

        /** How long a bot may take to end when asked; by default 30 seconds. */
        public Builder stopTimeout(Duration timeout) {
            return option("stop-timeout", timeout);
        }

        /** How a bot shows that it is ready, as the option {@code --ready} takes it; by default {@code auto}. */
        public Builder ready(String specification) {
            return option("ready", ReadySpec.parse(specification).toString());
        }

        /** What to do about a bot that is alive already; by default it is adopted. */
        public Builder orphan(OrphanPolicy policy) {
            return option("orphan", policy.name());
        }

        /** An upper bound on the interval of whatever must be polled; by default 5 minutes; most is not polled at all. */
        public Builder checkInterval(Duration interval) {
            return option("check-interval", interval);
        }

        /** Where alerts are posted as JSON; nowhere by default. */
        public Builder alertWebhook(URI webhook) {
            return option("alert-webhook", webhook.toString());
        }

        /** A shell command that is run for each alert; none by default. */
        public Builder alertCommand(String shellCommand) {
            return option("alert-command", shellCommand);
        }

        /** What is fetched each minute while the bot is ready and may trade; nothing by default. */
        public Builder pingUrl(URI url) {
            return option("ping-url", url.toString());
        }

        /** Where the bot's output goes: a file, or {@code inherit}; by default a file in the state directory. */
        public Builder output(String target) {
            return option("output", target);
        }

        /** Whether an archive of the bot's classes is kept, so that it starts faster; by default not. */
        public Builder cds(boolean archive) {
            return option("cds", Boolean.toString(archive));
        }

        /** Any setting by its option name, without hyphens in front. */
        public Builder option(String name, String value) {
            options.put(name, value);
            Options.parse(new TreeMap<>(Map.of(name, value)));
            return this;
        }

        private Builder option(String name, Duration value) {
            return option(name, Math.max(0, value.toMillis()) + "ms");
        }

        /** The configuration. Settings that contradict each other are refused with an {@link IllegalArgumentException}. */
        public WatchdogConfig build() {
            WatchdogConfig config = new WatchdogConfig(stateDirectory, command, options);
            Optional<String> contradiction = config.parsed.contradiction();
            if (contradiction.isPresent()) {
                throw new IllegalArgumentException(contradiction.get());
            }
            return config;
        }
    }
}
