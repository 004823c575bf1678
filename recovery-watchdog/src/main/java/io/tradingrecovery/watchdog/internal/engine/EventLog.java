package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code events.jsonl}: one line a transition, appended in one write. At 10 MB it becomes {@code events.jsonl.1}. */
final class EventLog {

    private static final long MAX_BYTES = 10L << 20;
    private static final Pattern RESTART = Pattern.compile("\"time\":\"([^\"]+)\".*\"event\":\"restart\"");

    private final Path file;

    EventLog(Path file) {
        this.file = file;
    }

    void append(Map<String, Object> members) throws IOException {
        byte[] line = (Json.object(members) + "\n").getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && Files.size(file) + line.length > MAX_BYTES) {
            Files.move(file, previous(), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** How old the automatic restarts are that the log shows within {@code window}; for when the state file is lost. */
    List<Duration> restartsWithin(Duration window, Instant now) throws IOException {
        List<Duration> ages = new ArrayList<>();
        for (Path log : List.of(previous(), file)) {
            for (String line : lines(log)) {
                Matcher matcher = RESTART.matcher(line);
                if (matcher.find()) {
                    addAge(ages, matcher.group(1), window, now);
                }
            }
        }
        return ages;
    }

    private static void addAge(List<Duration> ages, String time, Duration window, Instant now) {
        try {
            Duration age = Duration.between(Instant.parse(time), now);
            if (age.compareTo(window) <= 0) {
                ages.add(age.isNegative() ? Duration.ZERO : age);
            }
        } catch (DateTimeParseException damagedLine) {
            // Counted as fresh: a budget that is lost by damage would be no limit.
            ages.add(Duration.ZERO);
        }
    }

    private static List<String> lines(Path log) throws IOException {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private Path previous() {
        return file.resolveSibling(file.getFileName() + ".1");
    }
}
