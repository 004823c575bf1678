package io.tradingrecovery.recovery;

import io.tradingrecovery.errors.MaintenanceRefusedException;
import io.tradingrecovery.persistence.internal.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * What recovery wrote down in a state directory, for those who look at it, and the way to approve a report without being
 * the bot. Needs no lock; a running bot does not disturb it. Safe for use by many threads.
 */
public final class RecoveryRecords implements AutoCloseable {

    /** How many reports a message names. */
    private static final int NAMED = 5;

    private final RecoveryDisk disk;
    private final Clock clock;
    private final ReportFiles reports;
    private final ApprovalFiles approvals;
    private final AuditLog audit;

    private RecoveryRecords(RecoveryDisk disk, Clock clock) {
        this.disk = disk;
        this.clock = clock;
        this.reports = new ReportFiles(disk);
        this.approvals = new ApprovalFiles(disk);
        this.audit = new AuditLog(disk, clock);
    }

    /** The records of a state directory that exists. */
    public static RecoveryRecords of(Path directory) {
        return of(directory, Clock.systemUTC());
    }

    static RecoveryRecords of(Path directory, Clock clock) {
        return new RecoveryRecords(new RecoveryDisk(directory), clock);
    }

    /** The forms a report is kept in. */
    public enum Form {
        JSON(ReportFiles.Form.JSON),
        TEXT(ReportFiles.Form.TEXT),
        HTML(ReportFiles.Form.HTML);

        private final ReportFiles.Form file;

        Form(ReportFiles.Form file) {
            this.file = file;
        }
    }

    /** The ids of the reports that are kept, oldest first. */
    public List<String> reportIds() {
        return reports.ids();
    }

    /**
     * The id of the newest report.
     *
     * @throws MaintenanceRefusedException if there is none
     */
    public String latestReportId() {
        List<String> ids = reports.ids();
        if (ids.isEmpty()) {
            throw new MaintenanceRefusedException("There is no report in "
                    + disk.directory().resolve(ReportFiles.REPORTS) + " yet. The bot writes one at each start.");
        }
        return ids.get(ids.size() - 1);
    }

    /**
     * A report as it was written.
     *
     * @throws MaintenanceRefusedException if there is no such report, or not in this form, or its JSON is damaged
     */
    public String report(String id, Form form) {
        byte[] content = reports.read(id, form.file).orElseThrow(() -> missing(id, form));
        if (form == Form.JSON) {
            Decision unused = decision(id, content);
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    private MaintenanceRefusedException missing(String id, Form form) {
        List<String> ids = reports.ids();
        if (ids.contains(id)) {
            return new MaintenanceRefusedException("Report " + id + " was not written as " + form
                    + ": the bot ended before that. Its JSON is there and says the same.");
        }
        return new MaintenanceRefusedException("There is no report " + id + " in "
                + disk.directory().resolve(ReportFiles.REPORTS) + ". "
                + (ids.isEmpty()
                        ? "None is kept."
                        : "The newest of " + ids.size() + " are "
                                + String.join(", ", ids.subList(Math.max(0, ids.size() - NAMED), ids.size())) + "."));
    }

    /** The audit. */
    public AuditTrail audit() {
        return audit.all();
    }

    /**
     * Asks the running bot, or the next start, to go on with what a report left to a person. It does so only if what is to
     * be decided is still the same then.
     *
     * @return the request's file
     * @throws MaintenanceRefusedException if there is no such report, or it leaves nothing to decide
     * @throws IllegalArgumentException if a text is blank or too long
     */
    public Path requestApproval(String reportId, String by, String note) {
        byte[] json = reports.read(reportId, ReportFiles.Form.JSON).orElseThrow(() -> missing(reportId, Form.JSON));
        Decision decision = decision(reportId, json);
        if (!decision.isOpen()) {
            throw new MaintenanceRefusedException("Report " + reportId + " ended " + decision.status()
                    + ", which leaves nothing to approve. Look at the newest report, " + latestReportId() + ".");
        }
        String file = approvals.write(new Approval(reportId, decision.planDigest(), by, note, clock.instant()));
        return disk.directory().toAbsolutePath().resolve(ApprovalFiles.FOLDER).resolve(file);
    }

    /** What a report leaves to a person. */
    private record Decision(String status, String planDigest) {
        boolean isOpen() {
            return status.equals(RecoveryStatus.PARTIAL.name()) && !planDigest.isEmpty();
        }
    }

    private static Decision decision(String reportId, byte[] json) {
        String digest = null;
        String status = null;
        try (JsonReader in = new JsonReader(json, 0)) {
            in.beginObject();
            for (String name = in.nextField(); name != null; name = in.nextField()) {
                switch (name) {
                    case "planDigest" -> digest = in.text(digest);
                    case "status" -> status = in.text(status);
                    default -> in.raw();
                }
            }
            in.endDocument();
            return new Decision(in.required(status, "status"), in.required(digest, "planDigest"));
        } catch (IOException e) {
            throw new MaintenanceRefusedException("Report " + reportId + " is damaged: " + e.getMessage()
                    + ". Restart the bot for a new one; its pages as text and HTML may still be good.");
        }
    }

    /** Ends the thread this uses; idempotent. */
    @Override
    public void close() {
        disk.close();
    }
}
