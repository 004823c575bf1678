package io.tradingrecovery.watchdog.internal.config;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How a bot shows that it is ready. Immutable. Its text is that of the {@code --ready} option. */
public sealed interface ReadySpec {

    /** The default: what the bot says if it uses the client library, else being alive for 5 seconds. */
    record Automatic() implements ReadySpec {
        @Override
        public String toString() {
            return "auto";
        }
    }

    /** The process lives that long. */
    record Alive(Duration time) implements ReadySpec {
        @Override
        public String toString() {
            return "alive:" + Durations.format(time);
        }
    }

    /** The bot says so through the client library. */
    record Heartbeat() implements ReadySpec {
        @Override
        public String toString() {
            return "heartbeat";
        }
    }

    /** A connection to the port is accepted. */
    record Tcp(String host, int port) implements ReadySpec {
        @Override
        public String toString() {
            return "tcp:" + host + ":" + port;
        }
    }

    /** A GET is answered with a status from 200 to 299. */
    record Http(URI uri) implements ReadySpec {
        @Override
        public String toString() {
            return "http:" + uri;
        }
    }

    /** A line of the output matches. */
    record LogLine(Pattern pattern) implements ReadySpec {
        @Override
        public String toString() {
            return "log:" + pattern;
        }
    }

    /** A shell command ends with 0. */
    record Command(String command) implements ReadySpec {
        @Override
        public String toString() {
            return "command:" + command;
        }
    }

    /** How long a bot without the client library must live under {@link Automatic}. */
    Duration AUTOMATIC_ALIVE = Duration.ofSeconds(5);

    /** The specification that {@code text} means. */
    static ReadySpec parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        return switch (kind) {
            case "auto" -> new Automatic();
            case "heartbeat" -> new Heartbeat();
            case "alive" -> new Alive(Durations.parse("--ready alive", rest));
            case "tcp" -> tcp(text, rest);
            case "http", "https" -> http(text, rest);
            case "log" -> log(text, rest);
            case "command" -> new Command(notEmpty(text, rest));
            default -> throw refused(text);
        };
    }

    private static ReadySpec tcp(String text, String rest) {
        int colon = rest.lastIndexOf(':');
        String port = rest.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw refused(text);
        }
        return new Tcp(rest.substring(0, colon), Integer.parseInt(port));
    }

    private static ReadySpec http(String text, String rest) {
        // Both "http:http://host/path" and, since it is what people type, "http://host/path".
        String uri = rest.startsWith("//") ? text : rest;
        if (!uri.matches("https?://\\S+")) {
            throw refused(text);
        }
        return new Http(URI.create(uri));
    }

    private static ReadySpec log(String text, String rest) {
        try {
            return new LogLine(Pattern.compile(notEmpty(text, rest)));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--ready is '" + text + "', which is no regular expression", e);
        }
    }

    private static String notEmpty(String text, String rest) {
        if (rest.isBlank()) {
            throw refused(text);
        }
        return rest;
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("--ready is '" + text
                + "'; write auto, alive:5s, heartbeat, tcp:HOST:PORT, http:URL, log:REGEX or command:CMD");
    }
}
