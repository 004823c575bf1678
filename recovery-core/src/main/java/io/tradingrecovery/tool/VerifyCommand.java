package io.tradingrecovery.tool;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.persistence.DirectoryCheck;
import io.tradingrecovery.persistence.JournalView;
import io.tradingrecovery.persistence.SnapshotFile;
import io.tradingrecovery.persistence.StateMaintenance;
import io.tradingrecovery.persistence.TornTail;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import picocli.CommandLine.Command;

/** {@code verify}: everything in the directory, byte by byte. */
@Command(
        name = "verify",
        description = "Checks every snapshot and every journal segment, and says what a start would load.")
final class VerifyCommand extends ToolCommand {

    VerifyCommand(Console console) {
        super(console);
    }

    @Override
    int run(StateMaintenance maintenance) {
        DirectoryCheck check = maintenance.verify();
        if (json()) {
            console().json(out -> write(out, check));
        } else {
            print(check);
        }
        return check.isGood() ? ExitCode.GOOD : ExitCode.DAMAGED;
    }

    private static void write(JsonWriter out, DirectoryCheck check) {
        JournalView journal = check.journal();
        out.name("directory").text(check.directory().toString());
        out.name("good").bool(check.isGood());
        out.name("start").text(check.start());
        ToolJson.list(out, "findings", check.findings(), ToolJson::finding);
        ToolJson.list(out, "snapshots", check.snapshots(), ToolJson::snapshot);
        out.name("journal").beginObject();
        out.name("segments").number(journal.segments());
        out.name("records").number(journal.entries().size());
        out.name("lastSequence").number(journal.lastSequence());
        out.name("durableUpTo").number(journal.durableUpTo());
        ToolJson.list(out, "losses", journal.losses(), ToolJson::loss);
        ToolJson.list(out, "tornTails", journal.tornTails(), ToolJson::tornTail);
        out.endObject();
        ToolJson.list(out, "quarantined", check.quarantined(), ToolJson::path);
        ToolJson.list(out, "temporary", check.temporary(), ToolJson::path);
    }

    private void print(DirectoryCheck check) {
        JournalView journal = check.journal();
        console().line("directory   " + check.directory());
        console()
                .line("snapshots   " + valid(check) + " valid, " + count(check, FileProblem.Kind.DAMAGED) + " damaged, "
                        + count(check, FileProblem.Kind.REFUSED) + " refused");
        console()
                .line("journal     " + journal.entries().size() + " record(s) in " + journal.segments()
                        + " segment(s), the last is " + journal.lastSequence() + ", durable up to "
                        + journal.durableUpTo());
        for (TornTail tail : journal.tornTails()) {
            console().line("torn tail   " + describe(tail));
        }
        check.temporary().forEach(file -> console().line("temporary   " + file));
        check.quarantined().forEach(file -> console().line("quarantine  " + file));
        console().line("a start     " + check.start());
        check.findings().forEach(finding -> console().line(finding.toString()));
        console().line(check.isGood() ? "GOOD" : "NOT GOOD: " + check.findings().size() + " found");
    }

    static String describe(TornTail tail) {
        return tail.bytes() + " bytes of " + tail.segment() + " from offset " + tail.offset()
                + " were never acknowledged"
                + (tail.clientOrderIds().isEmpty()
                        ? ""
                        : "; ask the broker for " + String.join(", ", tail.clientOrderIds()));
    }

    private static long valid(DirectoryCheck check) {
        return check.snapshots().stream()
                .filter(SnapshotFile.Valid.class::isInstance)
                .count();
    }

    private static long count(DirectoryCheck check, FileProblem.Kind kind) {
        return check.snapshots().stream()
                .filter(file -> file instanceof SnapshotFile.Unusable unusable
                        && unusable.problem().kind() == kind)
                .count();
    }
}
