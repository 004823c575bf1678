package io.tradingrecovery.recovery;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.errors.MaintenanceRefusedException;
import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.recovery.AuditEntry.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What recovery leaves on disk beside the state. A record that can't be written is an alert and a line of the next report:
 * it never decides a run. Thread-safe.
 */
final class RunRecords implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryCoordinator.class);

    private final RecoveryConfig config;
    private final Voices voices;
    private final RecoveryDisk disk;
    private final AuditLog audit;
    private final ReportFiles reports;
    private final ApprovalFiles approvals;
    private final List<ApprovalFiles.Request> seen = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private volatile Set<String> noticed = Set.of();
    private volatile @Nullable Instant crashLoopUntil;
    private volatile boolean closed;

    RunRecords(RecoveryConfig config, Voices voices) {
        this.config = config;
        this.voices = voices;
        this.disk = new RecoveryDisk(config.directory());
        this.audit = new AuditLog(disk, config.clock());
        this.reports = new ReportFiles(disk);
        this.approvals = new ApprovalFiles(disk);
    }

    /** Notes that this process begins, and shuts the gate if too many did lately. */
    void started(TradingGate gate) {
        Instant now = config.clock().instant();
        List<Instant> starts = new ArrayList<>();
        attempt(
                "AUDIT_UNREADABLE",
                () -> audit.tail().stream()
                        .filter(entry -> entry.is(Event.START))
                        .forEach(entry -> starts.add(entry.at())));
        starts.add(now);
        Launch launch = config.launch();
        append(
                Event.START,
                "pid",
                Long.toString(ProcessHandle.current().pid()),
                "launchId",
                Objects.requireNonNullElse(launch.id(), ""),
                "attempt",
                Objects.requireNonNullElse(launch.attempt(), ""));
        config.crashLoop().loopUntil(starts, now).ifPresent(until -> {
            crashLoopUntil = until;
            gate.shut(
                    GateReason.CRASH_LOOP,
                    "started more than " + config.crashLoop().most() + " times in "
                            + Durations.text(config.crashLoop().window()) + "; ends at " + until
                            + " if the bot stays up");
        });
    }

    /** Ends a crash loop whose time is over. */
    void endCrashLoop(TradingGate gate) {
        Instant until = crashLoopUntil;
        if (until != null && !config.clock().instant().isBefore(until)) {
            crashLoopUntil = null;
            gate.clear(GateReason.CRASH_LOOP);
        }
    }

    /** The snapshot that the last good run of this directory ended with, as the audit has it; empty for none. */
    OptionalLong lastSnapshot() {
        try {
            OptionalLong recent = lastSnapshot(audit.tail());
            return recent.isPresent() ? recent : lastSnapshot(audit.all().entries());
        } catch (TradingRecoveryException | NumberFormatException e) {
            trouble("AUDIT_UNREADABLE", Texts.of(e));
            return OptionalLong.empty();
        }
    }

    private static OptionalLong lastSnapshot(List<AuditEntry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            String snapshot = entries.get(i).fields().get("snapshot");
            if (snapshot != null && entries.get(i).is(Event.RECOVERY)) {
                return OptionalLong.of(Long.parseLong(snapshot));
            }
        }
        return OptionalLong.empty();
    }

    /** The waiting approval of this digest; whatever else waits is remembered, to be answered once the run has ended. */
    @Nullable
    Approval approvalOf(String digest) {
        synchronized (seen) {
            seen.clear();
            attempt("APPROVALS_UNREADABLE", () -> seen.addAll(approvals.waiting()));
            return seen.stream()
                    .map(ApprovalFiles.Request::approval)
                    .filter(Objects::nonNull)
                    .filter(approval -> approval.planDigest().equals(digest))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * Asks for an approval of a report.
     *
     * @throws MaintenanceRefusedException if it can't be approved
     */
    void requestApproval(String reportId, String by, String note) {
        try (RecoveryRecords records = RecoveryRecords.of(config.directory(), config.clock())) {
            Path unused = records.requestApproval(reportId, by, note);
        }
    }

    /** Whether requests wait that did not wait the last time this was asked. */
    boolean hasNewApprovals() {
        try {
            List<String> waiting = approvals.waitingFiles();
            boolean fresh = !noticed.containsAll(waiting);
            noticed = Set.copyOf(waiting);
            return fresh;
        } catch (TradingRecoveryException e) {
            LOG.debug("Looking for approvals failed", e);
            return false;
        }
    }

    /** Answers every waiting request with a refusal. */
    void refuseApprovals(String why) {
        attempt("APPROVALS_UNREADABLE", () -> approvals.waiting().forEach(request -> refuse(request, why)));
    }

    /** Keeps the snapshot that a run changes; called before the save that may remove it. */
    void archive(RecoveryRun run) {
        String file = run.source.fileName();
        if (file != null && run.plan != null && run.plan.changed()) {
            attempt("ARCHIVE_FAILED", () -> reports.archive(run.id, file)).ifPresent(run::note);
        }
    }

    /** Writes the report that counts, before the gate opens. */
    void write(RecoveryReport report) {
        attempt("REPORT_NOT_WRITTEN", () -> reports.write(report));
        List<String> fields = new ArrayList<>(List.of(
                "report", report.id(),
                "status", report.status().name(),
                "strategy", report.strategy() == null ? "" : report.strategy().name(),
                "reason", report.reason(),
                "planDigest", report.planDigest(),
                "source", report.source().file()));
        if (report.savedAs() != null) {
            fields.addAll(List.of("snapshot", report.savedAs().toString()));
        }
        append(Event.RECOVERY, fields.toArray(String[]::new));
        for (FileProblem rejected : report.source().rejected()) {
            append(Event.FILE_REJECTED, "report", report.id(), "file", rejected.toString());
        }
        answerApprovals(report);
    }

    private void answerApprovals(RecoveryReport report) {
        synchronized (seen) {
            if (report.status() != RecoveryStatus.FAILED) {
                seen.forEach(request -> answer(request, report));
            }
            seen.clear();
        }
    }

    private void answer(ApprovalFiles.Request request, RecoveryReport report) {
        Approval approval = request.approval();
        if (approval != null && approval.equals(report.approval())) {
            append(
                    Event.APPROVED,
                    "report",
                    approval.reportId(),
                    "by",
                    approval.by(),
                    "note",
                    approval.note(),
                    "appliedBy",
                    report.id());
            attempt("APPROVAL_NOT_MOVED", () -> approvals.end(request, ApprovalFiles.Ending.APPLIED));
        } else {
            refuse(request, "what is to be decided is not what was approved; see report " + report.id());
        }
    }

    private void refuse(ApprovalFiles.Request request, String why) {
        String reason = request.problem() != null ? request.problem() : why;
        Approval approval = request.approval();
        append(
                Event.APPROVAL_REFUSED,
                "file",
                request.file(),
                "reason",
                reason,
                "by",
                approval == null ? "" : approval.by());
        voices.alert(
                Alert.Level.WARNING,
                "APPROVAL_REFUSED",
                "The approval " + request.file() + " was not applied: " + reason,
                Map.of());
        attempt("APPROVAL_NOT_MOVED", () -> approvals.end(request, ApprovalFiles.Ending.REFUSED));
    }

    /** What is for people, after the gate has its decision. */
    void publish(RecoveryReport report, @Nullable RecoveryReport before) {
        reports.writePages(report, e -> trouble("REPORT_PAGES_NOT_WRITTEN", Texts.of(e)));
        if (before == null
                || before.status() != report.status()
                || !before.reason().equals(report.reason())) {
            LOG.info("{}", report);
            voices.alert(
                    level(report),
                    "RECOVERY_" + report.status(),
                    report.reason() + ". Gate " + report.gate(),
                    Map.of("report", report.id()));
        }
        voices.report(report);
    }

    private static Alert.Level level(RecoveryReport report) {
        return switch (report.status()) {
            case SUCCESS, RECONCILED -> Alert.Level.INFO;
            case PARTIAL -> report.nextRunAt() != null ? Alert.Level.WARNING : Alert.Level.CRITICAL;
            case FAILED -> Alert.Level.CRITICAL;
        };
    }

    /** Hears of every change of the gate. */
    void gateChanged(GateView before, GateView after) {
        append(Event.GATE, "before", before.toString(), "after", after.toString());
        LOG.info("The gate goes from {} to {}", before.state(), after);
        for (GateReason reason : after.reasons().keySet()) {
            if (!before.reasons().containsKey(reason) && isNews(reason)) {
                voices.alert(
                        Alert.Level.CRITICAL,
                        "GATE_" + reason,
                        "Trading is limited: " + after.reasons().get(reason),
                        Map.of("gate", after.state().name()));
            }
        }
    }

    /** The others come with a report, which says more. */
    private static boolean isNews(GateReason reason) {
        return switch (reason) {
            case HALTED, CRASH_LOOP, NOT_DURABLE, DRIFT -> true;
            case REVIEW, SETTLING, NOT_RECOVERED -> false;
        };
    }

    void append(Event event, String... namesAndValues) {
        attempt("AUDIT_NOT_WRITTEN", () -> audit.append(event, namesAndValues));
    }

    /** What could not be written so far, for the next report. */
    List<String> notes() {
        synchronized (troubles) {
            return List.copyOf(troubles);
        }
    }

    private Optional<String> attempt(String code, Runnable write) {
        try {
            write.run();
            return Optional.empty();
        } catch (TradingRecoveryException e) {
            trouble(code, Texts.of(e));
            return Optional.of(Texts.of(e));
        }
    }

    private void trouble(String code, String message) {
        if (closed) {
            LOG.debug("After closing: {}", message);
            return;
        }
        synchronized (troubles) {
            if (troubles.contains(message)) {
                return;
            }
            troubles.add(message);
            if (troubles.size() > 20) {
                troubles.remove(0);
            }
        }
        voices.alert(Alert.Level.WARNING, code, message, Map.of());
    }

    @Override
    public void close() {
        closed = true;
        disk.close();
    }
}
