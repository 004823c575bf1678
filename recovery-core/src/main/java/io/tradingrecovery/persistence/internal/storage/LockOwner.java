package io.tradingrecovery.persistence.internal.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Who holds a directory, as {@code owner.json} tells it:
 *
 * <pre>{"pid":4711,"started":"2026-11-23T18:00:00.120Z","host":"bot-1","since":"2026-11-23T18:00:01.300Z"}</pre>
 *
 * @param pid the process
 * @param started when the process started, which tells it from a later one with the same pid
 * @param host the machine it runs on
 * @param since when it took the directory
 */
record LockOwner(long pid, Instant started, String host, Instant since) {

    /** Linux derives start times from the time of boot, which moves a little whenever the clock is corrected. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    private static final JsonFactory JSON = new JsonFactory();

    /** This process, from now on. */
    static LockOwner ofThisProcess() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ProcessHandle process = ProcessHandle.current();
        // Near no real start: a process of which the system does not tell it keeps nobody out by this record.
        return new LockOwner(process.pid(), process.info().startInstant().orElse(Instant.EPOCH), LocalHost.name(), now);
    }

    /** Whether {@code other} says the same; unlike a record's own comparison, it need not be linked at a bot's exit. */
    boolean isSame(LockOwner other) {
        return pid == other.pid
                && started.equals(other.started)
                && host.equals(other.host)
                && since.equals(other.since);
    }

    /** Whether it names a process other than this one that runs on this host right now. */
    boolean isAnotherLiveProcess() {
        return isOnThisHost() && pid != ProcessHandle.current().pid() && runsHere();
    }

    /** Whether it may still be right: false only if the process is known to have ended. */
    boolean mayStillRun() {
        return !isOnThisHost() || runsHere();
    }

    private boolean isOnThisHost() {
        return host.equals(LocalHost.name());
    }

    private boolean runsHere() {
        return LocalHost.startOfLiveProcess(pid)
                .filter(start -> Duration.between(start, started).abs().compareTo(START_TOLERANCE) <= 0)
                .isPresent();
    }

    @Override
    public String toString() {
        return "process " + pid + " on " + host + ", since " + since;
    }

    byte[] toJson() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("pid", pid);
            json.writeStringField("started", started.toString());
            json.writeStringField("host", host);
            json.writeStringField("since", since.toString());
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #toJson} wrote; fails on anything else. */
    static LockOwner fromJson(byte[] bytes) throws IOException {
        try (JsonParser json = JSON.createParser(bytes)) {
            Map<String, String> fields = new HashMap<>();
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                fields.put(field, json.getText());
            }
            return new LockOwner(
                    Long.parseLong(field(fields, "pid")),
                    Instant.parse(field(fields, "started")),
                    field(fields, "host"),
                    Instant.parse(field(fields, "since")));
        } catch (DateTimeException | NumberFormatException e) {
            throw new IOException("No owner of a lock: " + e.getMessage(), e);
        }
    }

    private static String field(Map<String, String> fields, String name) throws IOException {
        String value = fields.get(name);
        if (value == null) {
            throw new IOException("No owner of a lock: " + name + " is missing");
        }
        return value;
    }
}
