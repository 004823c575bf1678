package io.tradingrecovery.recovery;

import io.tradingrecovery.persistence.internal.json.JsonReader;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.storage.WholeFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code approvals/}: requests that a person wrote while the bot runs or stands still. A request that was dealt with stays,
 * under a name that says how. Thread-safe; needs no lock of the directory.
 */
final class ApprovalFiles {

    static final String FOLDER = "approvals";

    private static final String WAITING = ".json";
    private static final int LARGEST = 64 << 10;

    private final RecoveryDisk disk;

    ApprovalFiles(RecoveryDisk disk) {
        this.disk = disk;
    }

    /** A file that waits. {@code problem} says why it is no approval, where it is none. */
    record Request(
            String file,
            @Nullable Approval approval,
            @Nullable String problem) {}

    /** How a request ended. */
    enum Ending {
        APPLIED,
        REFUSED
    }

    /** Writes a request; durable when this returns. Gives the name of its file. */
    String write(Approval approval) {
        JsonWriter out = new JsonWriter(512, LARGEST);
        out.beginObject();
        out.name("report").text(Texts.storable(approval.reportId()));
        out.name("planDigest").text(Texts.storable(approval.planDigest()));
        out.name("by").text(Texts.storable(approval.by()));
        out.name("note").text(Texts.storable(approval.note()));
        out.name("at").instant(approval.at());
        out.endObject().endLine();
        String name = approval.reportId() + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + WAITING;
        byte[] bytes = out.toByteArray();
        disk.write("Writing an approval", storage -> WholeFiles.put(storage, FOLDER, name, bytes));
        return name;
    }

    /** The names of what waits. */
    List<String> waitingFiles() {
        return disk.read("Listing " + FOLDER, ApprovalFiles::names);
    }

    /** What waits, by name. */
    List<Request> waiting() {
        return disk.read("Reading " + FOLDER, storage -> {
            List<Request> requests = new ArrayList<>();
            for (String name : names(storage)) {
                requests.add(request(storage, name));
            }
            return requests;
        });
    }

    /** Takes a request off those that wait. */
    void end(Request request, Ending ending) {
        disk.write("Moving an approval", storage -> {
            storage.rename(
                    FOLDER + "/" + request.file(),
                    FOLDER + "/" + request.file() + (ending == Ending.APPLIED ? ".applied" : ".refused"));
            storage.syncDirectory(FOLDER);
        });
    }

    private static List<String> names(Storage storage) throws IOException {
        return storage.list(FOLDER).stream()
                .map(Storage.StoredFile::name)
                .filter(name -> name.endsWith(WAITING))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static Request request(Storage storage, String name) throws IOException {
        try {
            return new Request(name, parse(storage.read(FOLDER + "/" + name, LARGEST)), null);
        } catch (Storage.NotReadableException | io.tradingrecovery.persistence.internal.json.JsonFormatException e) {
            return new Request(name, null, String.valueOf(e.getMessage()));
        } catch (AccessDeniedException e) {
            return new Request(name, null, "this process may not read it; approve as the user that runs the bot");
        } catch (IllegalArgumentException | com.fasterxml.jackson.core.JacksonException e) {
            return new Request(name, null, "it is no approval: " + e.getMessage());
        }
    }

    private static Approval parse(byte[] bytes) throws IOException {
        try (JsonReader in = new JsonReader(bytes, 0)) {
            String report = null;
            String digest = null;
            String by = null;
            String note = null;
            Instant at = null;
            in.beginObject();
            for (String name = in.nextField(); name != null; name = in.nextField()) {
                switch (name) {
                    case "report" -> report = in.text(report);
                    case "planDigest" -> digest = in.text(digest);
                    case "by" -> by = in.text(by);
                    case "note" -> note = in.text(note);
                    case "at" -> at = in.instant(at);
                    default -> throw in.unknown(name);
                }
            }
            in.endDocument();
            return new Approval(
                    in.required(report, "report"),
                    in.required(digest, "planDigest"),
                    in.required(by, "by"),
                    in.required(note, "note"),
                    in.required(at, "at"));
        }
    }
}
