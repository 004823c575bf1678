package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.SnapshotContent;
import io.tradingrecovery.persistence.SnapshotDifference;
import io.tradingrecovery.persistence.StateMaintenance;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code diff}: what changed from one snapshot to another. */
@Command(name = "diff", description = "Shows what changed from snapshot A to snapshot B, field by field.")
final class DiffCommand extends ToolCommand {

    @Parameters(index = "1", paramLabel = "A", description = "a sequence, a file of the directory, or a path")
    private String first = "";

    @Parameters(index = "2", paramLabel = "B", description = "another one")
    private String second = "";

    DiffCommand(Console console) {
        super(console);
    }

    @Override
    int run(StateMaintenance maintenance) {
        SnapshotContent before = SnapshotArgument.read(maintenance, directory(), first);
        SnapshotContent after = SnapshotArgument.read(maintenance, directory(), second);
        List<SnapshotDifference> differences = maintenance.diff(before, after);
        if (json()) {
            console().json(out -> {
                out.name("before").text(before.source().file().toString());
                out.name("after").text(after.source().file().toString());
                ToolJson.list(out, "differences", differences, ToolJson::difference);
            });
        } else {
            print(before, after, differences);
        }
        return ExitCode.GOOD;
    }

    private void print(SnapshotContent before, SnapshotContent after, List<SnapshotDifference> differences) {
        console()
                .line("from " + before.source().file() + ", taken at "
                        + before.source().takenAt());
        console()
                .line("to   " + after.source().file() + ", taken at "
                        + after.source().takenAt());
        if (differences.isEmpty()) {
            console().line("No difference");
        }
        Table table = new Table("PART", "KEY", "CHANGE", "FIELD", "BEFORE", "AFTER");
        for (SnapshotDifference difference : differences) {
            table.row(
                    difference.part(),
                    difference.key(),
                    difference.change().name().toLowerCase(Locale.ROOT),
                    difference.field(),
                    Objects.requireNonNullElse(difference.before(), ""),
                    Objects.requireNonNullElse(difference.after(), ""));
        }
        console().table(table);
    }
}
