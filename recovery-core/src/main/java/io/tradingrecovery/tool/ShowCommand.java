package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.SnapshotContent;
import io.tradingrecovery.persistence.SnapshotFile;
import io.tradingrecovery.persistence.StateMaintenance;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code show}: what is in one snapshot. */
@Command(name = "show", description = "Shows what is in a snapshot; the newest valid one unless said.")
final class ShowCommand extends ToolCommand {

    @ArgGroup
    private @Nullable Choice choice;

    /** At most one of these. */
    static final class Choice {
        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "a file of the directory, such as quarantine/NAME, or any other path")
        @Nullable
        Path file;

        @Option(names = "--sequence", paramLabel = "N", description = "the number of a snapshot of the directory")
        @Nullable
        Long sequence;
    }

    ShowCommand(Console console) {
        super(console);
    }

    @Override
    int run(StateMaintenance maintenance) {
        Choice chosen = choice;
        if (chosen != null && chosen.file != null) {
            return show(SnapshotArgument.read(maintenance, directory(), chosen.file));
        }
        if (chosen != null && chosen.sequence != null) {
            return chosen.sequence < 1
                    ? fail(ExitCode.USAGE, "--sequence is " + chosen.sequence + "; give a number from 1.")
                    : show(maintenance.snapshot(chosen.sequence));
        }
        return showNewest(maintenance);
    }

    private int showNewest(StateMaintenance maintenance) {
        List<SnapshotFile> files = maintenance.snapshots();
        for (SnapshotFile file : files) {
            if (file instanceof SnapshotFile.Valid valid) {
                boolean newest = file.equals(files.get(0));
                show(maintenance.snapshot(valid.sequence()));
                return newest ? ExitCode.GOOD : ExitCode.DAMAGED;
            }
            if (file instanceof SnapshotFile.Unusable unusable) {
                console().error(unusable.problem().kind() + " " + unusable.problem() + ". " + unusable.fix());
            }
        }
        return fail(ExitCode.DAMAGED, "No valid snapshot in " + directory() + ". See what verify says.");
    }

    private int show(SnapshotContent content) {
        if (json()) {
            console().json(out -> {
                ToolJson.snapshotFields(out, content.source());
                out.name("document").raw(SnapshotJson.of(content));
            });
        } else {
            new SnapshotText(console()).print(content);
        }
        return ExitCode.GOOD;
    }
}
