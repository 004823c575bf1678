package io.tradingrecovery.recovery;

import io.tradingrecovery.persistence.internal.json.JsonReader;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import io.tradingrecovery.persistence.internal.storage.AppendedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code audit.jsonl}: what happened, one JSON object a line, only ever appended. Thread-safe. */
final class AuditLog {

    static final String FILE = "audit.jsonl";

    /** What is looked at for the guard against crash loops and for going back in time: some thousand lines. */
    private static final int TAIL_BYTES = 512 << 10;

    private static final int LONGEST_VALUE = 8 << 10;

    private final RecoveryDisk disk;
    private final Clock clock;

    AuditLog(RecoveryDisk disk, Clock clock) {
        this.disk = disk;
        this.clock = clock;
    }

    /**
     * Appends a line; durable when this returns.
     *
     * @throws io.tradingrecovery.errors.StateStorageException if it may not be there
     */
    void append(AuditEntry.Event event, String... namesAndValues) {
        JsonWriter out = new JsonWriter(512, Integer.MAX_VALUE - 8);
        out.beginObject();
        out.name("at").instant(clock.instant());
        out.name("event").text(event.name());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.name(namesAndValues[i]).text(Texts.storable(shortened(namesAndValues[i + 1])));
        }
        out.endObject();
        String line = new String(out.buffer(), 0, out.length(), StandardCharsets.UTF_8);
        disk.write("Writing " + FILE, storage -> new AppendedFile(storage, FILE).append(line));
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    /** The latest lines, oldest first; what is no entry, as after a crash inside a line, is passed over. */
    List<AuditEntry> tail() {
        return read(TAIL_BYTES).entries();
    }

    /** All of it. */
    AuditTrail all() {
        return read(Integer.MAX_VALUE - 8);
    }

    private AuditTrail read(int maxBytes) {
        List<String> lines = disk.read("Reading " + FILE, storage -> new AppendedFile(storage, FILE).tail(maxBytes));
        List<AuditEntry> entries = new ArrayList<>();
        List<String> illegible = new ArrayList<>();
        for (String line : lines) {
            Optional<AuditEntry> entry = parse(line);
            entry.ifPresent(entries::add);
            if (entry.isEmpty()) {
                illegible.add(line);
            }
        }
        return new AuditTrail(entries, illegible);
    }

    private static Optional<AuditEntry> parse(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonReader in = new JsonReader(line.getBytes(StandardCharsets.UTF_8), 0)) {
            in.beginObject();
            for (String name = in.nextField(); name != null; name = in.nextField()) {
                fields.put(name, in.text(null));
            }
            in.endDocument();
            String at = fields.remove("at");
            String event = fields.remove("event");
            return at == null || event == null
                    ? Optional.empty()
                    : Optional.of(new AuditEntry(Instant.parse(at), event, fields, line));
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
