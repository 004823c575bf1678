package io.tradingrecovery.recovery;

import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.storage.WholeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * {@code reports/} keeps the last reports, each as JSON, text and HTML; {@code archive/} keeps the snapshot that a run
 * which changed the state started from, for good. Thread-safe.
 */
final class ReportFiles {

    static final String REPORTS = "reports";
    static final String ARCHIVE = "archive";

    /** How many reports are kept. */
    static final int KEPT = 50;

    private static final String JSON = ".json";
    private static final int LARGEST = 256 << 20;
    private static final Pattern ID = Pattern.compile("\\d{8}T\\d{9}Z-[0-9a-f]{4}");

    private final RecoveryDisk disk;

    ReportFiles(RecoveryDisk disk) {
        this.disk = disk;
    }

    /** The forms a report is kept in. */
    enum Form {
        JSON(".json"),
        TEXT(".txt"),
        HTML(".html");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Writes the report's JSON, which is the one that counts; durable when this returns. */
    void write(RecoveryReport report) {
        byte[] json = bytes(report.toJson());
        disk.write("Writing a report", storage -> put(storage, report, Form.JSON, json));
    }

    /** Writes the forms for people, and removes the oldest reports, after this returns. */
    void writePages(RecoveryReport report, Consumer<StateStorageException> failed) {
        disk.writeLater(
                "Writing the pages of a report",
                storage -> {
                    put(storage, report, Form.TEXT, bytes(report.toText()));
                    put(storage, report, Form.HTML, bytes(report.toHtml()));
                    prune(storage);
                },
                failed);
    }

    private static void put(Storage storage, RecoveryReport report, Form form, byte[] content) throws IOException {
        WholeFiles.put(storage, REPORTS, report.id() + form.suffix, content);
    }

    private static byte[] bytes(String content) {
        return Texts.storable(content).getBytes(StandardCharsets.UTF_8);
    }

    /** Keeps the snapshot a report started from under a second name. */
    void archive(String reportId, String snapshotFile) {
        disk.write(
                "Keeping " + snapshotFile + " in " + ARCHIVE,
                storage -> WholeFiles.keep(storage, snapshotFile, ARCHIVE, reportId + "-" + snapshotFile));
    }

    private static void prune(Storage storage) throws IOException {
        List<String> ids = ids(storage);
        for (String id : ids.subList(0, Math.max(0, ids.size() - KEPT))) {
            for (Form form : Form.values()) {
                try {
                    storage.delete(REPORTS + "/" + id + form.suffix);
                } catch (NoSuchFileException e) {
                    // Its pages may never have been written.
                }
            }
        }
    }

    /** The ids of the reports that are kept, oldest first. */
    List<String> ids() {
        return disk.read("Listing " + REPORTS, ReportFiles::ids);
    }

    private static List<String> ids(Storage storage) throws IOException {
        return storage.list(REPORTS).stream()
                .map(Storage.StoredFile::name)
                .filter(name -> name.endsWith(JSON))
                .map(name -> name.substring(0, name.length() - JSON.length()))
                .filter(id -> ID.matcher(id).matches())
                .sorted()
                .toList();
    }

    /** A report's bytes in one form; empty if there is no such report or form. */
    Optional<byte[]> read(String id, Form form) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return disk.read("Reading report " + id, storage -> {
            try {
                return Optional.of(storage.read(REPORTS + "/" + id + form.suffix, LARGEST));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }
}
