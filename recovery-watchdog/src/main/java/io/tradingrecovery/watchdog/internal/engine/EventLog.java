package io.tradingrecovery.watchdog.internal.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** {@code events.jsonl}: one line a transition, appended. At 10 MB it becomes {@code events.jsonl.1}. */
final class EventLog {

    private static final long MAX_BYTES = 10L << 20;
    private static final Pattern RESTART = Pattern.compile("\"time\":\"([^\"]+)\".*\"event\":\"restart\"");

    private final Path file;
    private boolean whole;

    EventLog(Path file) {
        this.file = file;
    }

    /** Appends a line. What a full disk or a death cut off before it stays a line of its own. */
    void append(Map<String, Object> members) throws IOException {
        byte[] line = (Json.object(members) + "\n").getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && Files.size(file) + line.length > MAX_BYTES) {
            Files.move(file, previous(), StandardCopyOption.REPLACE_EXISTING);
        }
        StateDirectory.createPrivateFile(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.position(channel.size());
            if (!whole && !endsALine(channel)) {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            whole = false;
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            whole = true;
        }
    }

    /** How old the automatic restarts are that the log shows within {@code window}; for when the state file is lost. */
    List<Duration> restartsWithin(Duration window, Instant now) throws IOException {
        List<Duration> ages = new ArrayList<>();
        for (Path log : List.of(previous(), file)) {
            if (!Files.exists(log)) {
                continue;
            }
            try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher matcher = RESTART.matcher(line);
                    if (matcher.find()) {
                        addAge(ages, matcher.group(1), window, now);
                    }
                }
            }
        }
        return ages;
    }

    private static boolean endsALine(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() == 0 || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
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

    private Path previous() {
        return file.resolveSibling(file.getFileName() + ".1");
    }
}
