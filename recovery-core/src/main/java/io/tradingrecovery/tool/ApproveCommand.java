package io.tradingrecovery.tool;

import io.tradingrecovery.recovery.RecoveryRecords;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code approve}: a person's decision on what a report left open. */
@Command(
        name = "approve",
        description =
                "Asks the running bot, or its next start, to go on with the state that a report proposed. It does so"
                        + " only if what is to be decided is still the same then.")
final class ApproveCommand extends RecordsCommand {

    @Option(names = "--report", required = true, paramLabel = "ID", description = "the report that was read")
    private String report = "";

    @Option(names = "--by", required = true, paramLabel = "WHO", description = "the person who decides")
    private String by = "";

    @Option(names = "--note", required = true, paramLabel = "TEXT", description = "why; it stands in the audit")
    private String note = "";

    ApproveCommand(Console console) {
        super(console);
    }

    @Override
    int run(RecoveryRecords records) {
        Path file;
        try {
            file = records.requestApproval(report, by, note);
        } catch (IllegalArgumentException e) {
            return fail(ExitCode.USAGE, e.getMessage() + ".");
        }
        if (json()) {
            console().json(out -> {
                out.name("file").text(file.toString());
                out.name("report").text(report);
            });
        } else {
            console().line("Wrote " + file);
            console()
                    .line("The running bot, or else its next start, reads the broker again and goes on if what is to be"
                            + " decided is still the same. Its answer: recovery.jar audit " + directory());
        }
        return ExitCode.GOOD;
    }
}
