package io.tradingrecovery.persistence.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What tests of the journal have in common: small segments, no timers, and records that are told apart by an id. */
final class Journals {

    private static final String PREFIX = "{\"clientOrderId\":\"";
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private Journals() {}

    /** Segments of 8 KiB, prepared on the writing thread itself, and no witness while the writer is open. */
    static JournalSettings settings() {
        return settings(JournalListener.NONE);
    }

    static JournalSettings settings(JournalListener listener) {
        return JournalSettings.of(Runnable::run, Runnable::run, listener)
                .withSegmentBytes(8192)
                .withWitnessDelay(NEVER)
                .withTimeouts(LONG_ENOUGH, LONG_ENOUGH);
    }

    static JournalContents read(Storage storage) throws IOException {
        return JournalReader.read(storage, JournalAnchor.NONE);
    }

    static JournalWriter open(Storage storage) throws IOException {
        return open(storage, settings());
    }

    static JournalWriter open(Storage storage, JournalSettings settings) throws IOException {
        return JournalWriter.open(storage, read(storage), 0, settings);
    }

    static Ticket append(JournalWriter writer, String id) {
        return writer.append(RecordType.SUBMIT, payload(id, 0));
    }

    /** A payload that names an order, of at least so many bytes. */
    static byte[] payload(String id, int length) {
        String start = PREFIX + id + "\"";
        return (start + " ".repeat(Math.max(0, length - start.length() - 1)) + "}").getBytes(UTF_8);
    }

    /** The ids of the orders, in the order of the records. */
    static List<String> ids(JournalContents contents) {
        return contents.records().stream()
                .filter(record -> record.type() != RecordType.WITNESS)
                .map(record -> id(record.payload()))
                .toList();
    }

    static String id(byte[] payload) {
        String text = new String(payload, UTF_8);
        return text.substring(PREFIX.length(), text.indexOf('"', PREFIX.length()));
    }
}
