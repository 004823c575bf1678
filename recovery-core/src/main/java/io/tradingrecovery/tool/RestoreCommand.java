package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.RestoreReport;
import io.tradingrecovery.persistence.StateMaintenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restore}: makes an older snapshot the newest. */
@Command(
        name = "restore",
        description = "Makes an older snapshot the newest, under a new number. The bot must be stopped.")
final class RestoreCommand extends ToolCommand {

    @Option(names = "--sequence", required = true, paramLabel = "N", description = "the number of the snapshot")
    private long sequence;

    @Option(
            names = "--accept-gap",
            description = "go on although journal records after it are gone; what is left of them is taken in")
    private boolean acceptGap;

    RestoreCommand(Console console) {
        super(console);
    }

    @Override
    int run(StateMaintenance maintenance) {
        if (sequence < 1) {
            return fail(ExitCode.USAGE, "--sequence is " + sequence + "; give the number of a snapshot, from 1.");
        }
        RestoreReport report = maintenance.restore(sequence, acceptGap);
        if (json()) {
            console().json(out -> {
                out.name("file").text(report.receipt().file().toString());
                out.name("sequence").number(report.receipt().sequence());
                out.name("restoredFrom").number(report.restoredFrom());
                out.name("takenAt").instant(report.receipt().takenAt());
                ToolJson.list(out, "lost", report.lost(), ToolJson::lost);
            });
        } else {
            console()
                    .line("Snapshot " + report.restoredFrom() + " is the newest again, as "
                            + report.receipt().file() + ", taken at "
                            + report.receipt().takenAt());
            report.lost().forEach(lost -> console().line("Given up: journal " + lost));
            console().line("The next start loads it, and the journal records after it that are left.");
        }
        return ExitCode.GOOD;
    }
}
