package io.tradingrecovery.tool;

import io.tradingrecovery.errors.NoValidSnapshotException;
import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.SalvageReport;
import io.tradingrecovery.persistence.StateMaintenance;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code salvage}: goes on without lost journal records. */
@Command(
        name = "salvage",
        description = "Keeps what is readable of a damaged journal and gives up the rest. The bot must be stopped.")
final class SalvageCommand extends ToolCommand {

    SalvageCommand(Console console) {
        super(console);
    }

    @Override
    int run(StateMaintenance maintenance) {
        SalvageReport report = maintenance.salvage();
        if (json()) {
            console().json(out -> write(out, report));
        } else {
            print(report);
        }
        return ExitCode.GOOD;
    }

    private static void write(JsonWriter out, SalvageReport report) {
        out.name("file").text(report.receipt().file().toString());
        out.name("sequence").number(report.receipt().sequence());
        out.name("basedOn").number(report.basedOn());
        out.name("replayed").number(report.replayed());
        ToolJson.list(out, "lost", report.lost(), ToolJson::lost);
        ToolJson.list(out, "quarantined", report.quarantined(), ToolJson::path);
        ToolJson.list(out, "notMoved", report.notMoved(), ToolJson::path);
        ToolJson.list(out, "tornTails", report.tornTails(), ToolJson::tornTail);
    }

    private void print(SalvageReport report) {
        console()
                .line("Wrote " + report.receipt().file() + ": snapshot " + report.basedOn() + " and "
                        + report.replayed() + " journal record(s) after it");
        report.lost().forEach(lost -> console().line("Given up: journal " + lost));
        report.tornTails().forEach(tail -> console().line("Cut off: " + VerifyCommand.describe(tail)));
        report.quarantined().forEach(file -> console().line("Moved to quarantine: " + file));
        report.notMoved().forEach(file -> console().line("Not moved: " + file + " does no harm; move it away by hand"));
        console().line("Compare the open orders with the broker's before trading goes on.");
    }

    /** Without any valid snapshot there is nothing to build on; what the broker can be asked for is all there is. */
    @Override
    int failed(StateMaintenance maintenance, TradingRecoveryException failure) {
        if (!(failure instanceof NoValidSnapshotException)) {
            return super.failed(maintenance, failure);
        }
        List<String> ids = maintenance.legibleClientOrderIds();
        console().error(message(failure));
        if (json()) {
            console().json(out -> {
                failure(out, ExitCode.DAMAGED, message(failure));
                ToolJson.list(out, "legibleClientOrderIds", ids, ToolJson::text);
            });
        } else {
            console().line("Client order ids still legible in the journal: " + ids.size());
            ids.forEach(console()::line);
        }
        return ExitCode.DAMAGED;
    }
}
