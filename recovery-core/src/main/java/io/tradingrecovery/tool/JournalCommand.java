package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.JournalView;
import io.tradingrecovery.persistence.StateMaintenance;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code journal}: the records of the order journal. */
@Command(name = "journal", description = "Lists the records of the order journal, oldest first.")
final class JournalCommand extends ToolCommand {

    JournalCommand(Console console) {
        super(console);
    }

    @Override
    int run(StateMaintenance maintenance) {
        JournalView journal = maintenance.journal();
        if (json()) {
            console().json(out -> {
                out.name("directory").text(directory().toString());
                out.name("durableUpTo").number(journal.durableUpTo());
                ToolJson.list(out, "records", journal.entries(), ToolJson::entry);
                ToolJson.list(out, "losses", journal.losses(), ToolJson::loss);
                ToolJson.list(out, "problems", journal.problems(), (json, problem) -> json.text(problem.toString()));
                ToolJson.list(out, "tornTails", journal.tornTails(), ToolJson::tornTail);
            });
        } else {
            print(journal);
        }
        return journal.isIntact() ? ExitCode.GOOD : ExitCode.DAMAGED;
    }

    private void print(JournalView journal) {
        if (journal.entries().isEmpty()) {
            console().line("No journal record in " + directory());
        }
        Table table = new Table("SEQUENCE", "TYPE", "TIME", "RECORD");
        for (JournalView.Entry entry : journal.entries()) {
            Instant at = entry.at();
            table.row(entry.sequence(), entry.type(), at == null ? "" : at, entry.json());
        }
        console().table(table);
        journal.tornTails().forEach(tail -> console().line("TORN TAIL " + VerifyCommand.describe(tail)));
        journal.losses()
                .forEach(loss -> console()
                        .line("LOST " + loss.records() + ": " + loss.segment() + ": "
                                + loss.reason()
                                + (loss.backupsOnly()
                                        ? ". The newest snapshot holds them."
                                        : ". Put a good copy back, or go on without them with: recovery.jar salvage")));
        journal.problems().forEach(problem -> console().line("DAMAGED " + problem + ". No record is lost with it."));
    }
}
