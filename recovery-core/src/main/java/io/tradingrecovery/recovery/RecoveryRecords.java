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
     * @throws MaintenanceRefusedException if there is no such report, or not in this form
     */
    public String report(String id, Form form) {
        return new String(
                reports.read(id, form.file)
                        .orElseThrow(() -> new MaintenanceRefusedException("There is no report " + id + " as " + form
                                + " in " + disk.directory().resolve(ReportFiles.REPORTS) + ". Those kept are "
                                + reports.ids() + ".")),
                StandardCharsets.UTF_8);
    }

    /** Every line of the audit, oldest first. */
    public List<AuditEntry> audit() {
        return audit.all();
    }

    /**
     * Asks the running bot, or the next start, to go on with what a report left to a person. It does so only if what is to
     * be decided is still the same then.
     *
     * @return the name of the request's file under {@code approvals/}
     * @throws MaintenanceRefusedException if there is no such report, or it leaves nothing to decide
     * @throws IllegalArgumentException if a text is blank
     */
    public String requestApproval(String reportId, String by, String note) {
        return approvals.write(new Approval(reportId, planDigest(reportId), by, note, clock.instant()));
    }

    private String planDigest(String reportId) {
        byte[] json = report(reportId, Form.JSON).getBytes(StandardCharsets.UTF_8);
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
        } catch (IOException e) {
            throw new MaintenanceRefusedException(
                    "Report " + reportId + " can't be read: " + e.getMessage() + ". Restart the bot for a new one.");
        }
        if (digest == null || !RecoveryStatus.PARTIAL.name().equals(status)) {
            throw new MaintenanceRefusedException("Report " + reportId + " ended " + status
                    + ", which leaves nothing to approve. Look at the newest report, " + latestReportId() + ".");
        }
        return digest;
    }

    /** Ends the thread this uses; idempotent. */
    @Override
    public void close() {
        disk.close();
    }
}
