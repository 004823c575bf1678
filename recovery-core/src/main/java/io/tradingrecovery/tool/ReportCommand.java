package io.tradingrecovery.tool;

import io.tradingrecovery.recovery.RecoveryRecords;
import io.tradingrecovery.recovery.RecoveryRecords.Form;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: what a run of recovery found, did and decided. */
@Command(name = "report", description = "Shows what a run of recovery found, did and decided; the newest unless said.")
final class ReportCommand extends RecordsCommand {

    @Option(names = "--id", paramLabel = "ID", description = "the id of a report that is kept")
    private @Nullable String id;

    @ArgGroup
    private @Nullable Page page;

    /** At most one of these. */
    static final class Page {
        @Option(names = "--text", description = "a page of text, which is what is printed unless said")
        boolean text;

        @Option(names = "--html", description = "the page for a browser")
        boolean html;
    }

    ReportCommand(Console console) {
        super(console);
    }

    @Override
    int run(RecoveryRecords records) {
        Page chosen = page;
        if (json() && chosen != null) {
            return fail(ExitCode.USAGE, "--json and " + (chosen.html ? "--html" : "--text") + " exclude each other.");
        }
        String wanted = id != null ? id : records.latestReportId();
        if (json()) {
            console().jsonDocument(records.report(wanted, Form.JSON));
        } else {
            console().page(records.report(wanted, chosen != null && chosen.html ? Form.HTML : Form.TEXT));
        }
        return ExitCode.GOOD;
    }
}
