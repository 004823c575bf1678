package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.DirectoryCheck;
import io.tradingrecovery.persistence.JournalView;
import io.tradingrecovery.persistence.LostRecords;
import io.tradingrecovery.persistence.SnapshotDifference;
import io.tradingrecovery.persistence.SnapshotFile;
import io.tradingrecovery.persistence.TornTail;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import io.tradingrecovery.persistence.internal.json.Optionals;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.function.BiConsumer;

/** The results as JSON. The names of fields are an interface: they are added to, and never changed. */
final class ToolJson {

    private ToolJson() {}

    /** A list that is there also when it is empty. */
    static <T> void list(JsonWriter out, String name, Collection<T> items, BiConsumer<JsonWriter, T> write) {
        out.name(name).beginArray();
        items.forEach(item -> write.accept(out, item));
        out.endArray();
    }

    static void text(JsonWriter out, String text) {
        out.text(text);
    }

    static void path(JsonWriter out, Path path) {
        out.text(path.toString());
    }

    static void snapshot(JsonWriter out, SnapshotFile file) {
        out.beginObject();
        snapshotFields(out, file);
        out.endObject();
    }

    static void snapshotFields(JsonWriter out, SnapshotFile file) {
        out.name("file").text(file.file().toString());
        out.name("sequence").number(file.sequence());
        out.name("bytes").number(file.bytes());
        if (file instanceof SnapshotFile.Valid valid) {
            out.name("status").text("VALID");
            out.name("takenAt").instant(valid.takenAt());
            out.name("journalEpoch").text(HexFormat.of().toHexDigits(valid.journalEpoch()));
            out.name("journalSequence").number(valid.journalSequence());
            out.name("journalApplied").number(valid.journalApplied());
            valid.restoredFrom().ifPresent(sequence -> out.name("restoredFrom").number(sequence));
            list(out, "lost", valid.lost(), ToolJson::lost);
        } else if (file instanceof SnapshotFile.Unusable unusable) {
            out.name("status").text(unusable.problem().kind().name());
            out.name("reason").text(unusable.problem().reason());
            out.name("fix").text(unusable.fix());
        }
    }

    static void lost(JsonWriter out, LostRecords lost) {
        out.beginObject();
        out.name("first").number(lost.first());
        out.name("last").number(lost.last());
        out.endObject();
    }

    static void tornTail(JsonWriter out, TornTail tail) {
        out.beginObject();
        out.name("segment").text(tail.segment().toString());
        out.name("offset").number(tail.offset());
        out.name("bytes").number(tail.bytes());
        list(out, "clientOrderIds", tail.clientOrderIds(), ToolJson::text);
        out.endObject();
    }

    static void loss(JsonWriter out, JournalView.Loss loss) {
        out.beginObject();
        out.name("segment").text(loss.segment().toString());
        out.name("first").number(loss.records().first());
        out.name("last").number(loss.records().last());
        out.name("reason").text(loss.reason());
        out.name("backupsOnly").bool(loss.backupsOnly());
        out.endObject();
    }

    static void finding(JsonWriter out, DirectoryCheck.Finding finding) {
        out.beginObject();
        out.name("kind").text(finding.problem().kind().name());
        out.name("file").text(finding.problem().file().toString());
        out.name("reason").text(finding.problem().reason());
        out.name("fix").text(finding.fix());
        out.endObject();
    }

    static void entry(JsonWriter out, JournalView.Entry entry) {
        out.beginObject();
        out.name("sequence").number(entry.sequence());
        out.name("type").text(entry.type());
        Optionals.instant(out, "at", entry.at());
        if (!entry.json().isEmpty()) {
            out.name("payload").raw(entry.json());
        }
        out.endObject();
    }

    static void difference(JsonWriter out, SnapshotDifference difference) {
        out.beginObject();
        out.name("part").text(difference.part());
        out.name("key").text(difference.key());
        out.name("change").text(difference.change().name());
        out.name("field").text(difference.field());
        Optionals.text(out, "before", difference.before());
        Optionals.text(out, "after", difference.after());
        out.endObject();
    }
}
