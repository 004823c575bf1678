package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.LostRecords;
import io.tradingrecovery.persistence.SnapshotFile;
import io.tradingrecovery.persistence.StateMaintenance;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code list}: the snapshots, newest first. */
@Command(name = "list", description = "Lists the snapshots, newest first, each read and checked.")
final class ListCommand extends ToolCommand {

    ListCommand(Console console) {
        super(console);
    }

    @Override
    int run(StateMaintenance maintenance) {
        List<SnapshotFile> files = maintenance.snapshots();
        if (json()) {
            console().json(out -> {
                out.name("directory").text(directory().toString());
                ToolJson.list(out, "snapshots", files, ToolJson::snapshot);
            });
        } else {
            print(files);
        }
        return files.stream().allMatch(SnapshotFile.Valid.class::isInstance) ? ExitCode.GOOD : ExitCode.DAMAGED;
    }

    private void print(List<SnapshotFile> files) {
        if (files.isEmpty()) {
            console().line("No snapshot in " + directory());
        }
        console().table(table(files));
    }

    static Table table(List<SnapshotFile> files) {
        Table table = new Table("SEQUENCE", "TAKEN AT", "BYTES", "JOURNAL", "STATUS", "NOTE");
        for (SnapshotFile file : files) {
            if (file instanceof SnapshotFile.Valid valid) {
                table.row(
                        valid.sequence(),
                        valid.takenAt(),
                        valid.bytes(),
                        valid.journalSequence(),
                        "valid",
                        String.join("; ", notes(valid)));
            } else if (file instanceof SnapshotFile.Unusable unusable) {
                String status = unusable.problem().kind().name();
                table.row(
                        unusable.sequence(),
                        "",
                        unusable.bytes(),
                        "",
                        status,
                        unusable.problem().reason() + ". " + unusable.fix());
            }
        }
        return table;
    }

    static List<String> notes(SnapshotFile.Valid valid) {
        List<String> notes = new ArrayList<>();
        valid.restoredFrom().ifPresent(sequence -> notes.add("restored from " + sequence));
        for (LostRecords lost : valid.lost()) {
            notes.add("without journal " + lost);
        }
        return notes;
    }
}
