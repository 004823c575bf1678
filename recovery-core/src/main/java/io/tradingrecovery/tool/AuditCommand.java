package io.tradingrecovery.tool;

import io.tradingrecovery.recovery.AuditEntry;
import io.tradingrecovery.recovery.AuditTrail;
import io.tradingrecovery.recovery.RecoveryRecords;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code audit}: what happened, and when. */
@Command(
        name = "audit",
        description =
                "Lists every start, recovery, change of the gate, halt, approval and rejected file, oldest first.")
final class AuditCommand extends RecordsCommand {

    AuditCommand(Console console) {
        super(console);
    }

    @Override
    int run(RecoveryRecords records) {
        AuditTrail audit = records.audit();
        if (json()) {
            console().json(out -> {
                out.name("directory").text(directory().toString());
                ToolJson.list(out, "entries", audit.entries(), (json, entry) -> json.raw(entry.json()));
                ToolJson.list(out, "illegible", audit.illegible(), ToolJson::text);
            });
        } else {
            print(audit);
        }
        return ExitCode.GOOD;
    }

    private void print(AuditTrail audit) {
        if (audit.entries().isEmpty()) {
            console().line("No audit in " + directory());
        }
        Table table = new Table("TIME", "EVENT", "DETAILS");
        audit.entries().forEach(entry -> table.row(entry.at(), entry.event(), details(entry)));
        console().table(table);
        audit.illegible().forEach(line -> console().line("ILLEGIBLE, as a crash may leave it: " + line));
    }

    private static String details(AuditEntry entry) {
        return entry.fields().entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("  "));
    }
}
