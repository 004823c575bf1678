package io.tradingrecovery.recovery;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import io.tradingrecovery.persistence.internal.json.Optionals;
import io.tradingrecovery.reconcile.CashChange;
import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.reconcile.PositionChange;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A report for programs. */
final class ReportJson {

    private final JsonWriter out = new JsonWriter(4 << 10, Integer.MAX_VALUE - 8);

    private ReportJson() {}

    static String of(RecoveryReport report) {
        ReportJson json = new ReportJson();
        json.write(report);
        return new String(json.out.buffer(), 0, json.out.length(), StandardCharsets.UTF_8);
    }

    private void write(RecoveryReport report) {
        out.beginObject();
        text("id", report.id());
        out.name("at").instant(report.at());
        out.name("endedAt").instant(report.endedAt());
        text("status", report.status().name());
        text("strategy", report.strategy() == null ? null : report.strategy().name());
        text("reason", report.reason());
        out.name("tradingAllowed").bool(report.tradingAllowed());
        gate(report.gate());
        Optionals.instant(out, "nextRunAt", report.nextRunAt());
        text("planDigest", report.planDigest());
        out.name("stateChanged").bool(report.stateChanged());
        source(report.source());
        list("findings", report.findings(), this::finding);
        if (report.plan() != null) {
            plan(report.plan());
        }
        if (report.savedAs() != null) {
            out.name("savedAs").number(report.savedAs());
        }
        list("phases", report.phases(), this::phase);
        list("attempts", report.attempts(), this::attempt);
        Optionals.object(out, "approval", report.approval(), (json, approval) -> approval(approval));
        list("notes", report.notes(), note -> out.text(Texts.storable(note)));
        text("launchId", report.launch().id());
        text("launchAttempt", report.launch().attempt());
        out.endObject().endLine();
    }

    private void gate(GateView gate) {
        out.name("gate").beginObject();
        text("state", gate.state().name());
        out.name("reasons").beginObject();
        gate.reasons().forEach((reason, sentence) -> text(reason.name(), sentence));
        out.endObject().endObject();
    }

    private void source(StateSource source) {
        out.name("source").beginObject();
        text("file", source.file());
        if (source.sequence() != null) {
            out.name("sequence").number(source.sequence());
        }
        Optionals.instant(out, "takenAt", source.takenAt());
        if (source.age() != null) {
            out.name("ageSeconds").number(source.age().age().toSeconds());
            out.name("stale").bool(source.age().stale());
            text("rule", source.age().rule());
        }
        out.name("journalRecords").number(source.journalRecords());
        list("rejected", source.rejected(), problem -> out.text(Texts.storable(problem.toString())));
        out.endObject();
    }

    private void finding(Inconsistency found) {
        out.beginObject();
        text("kind", found.kind().name());
        text("severity", found.severity().name());
        text("symbol", found.symbol());
        OrderKey key = found.orderKey();
        text("clientOrderId", key == null ? null : key.clientOrderId());
        text("brokerOrderId", key == null ? null : key.brokerOrderId());
        text("before", found.before());
        text("after", found.after());
        evidence(found.evidence());
        out.name("settles").bool(found.settles());
        text("message", found.message());
        out.endObject();
    }

    private void plan(Plan plan) {
        list("positions", plan.positions(), this::position);
        list("cash", plan.cash(), this::cash);
        list("ordersAdopted", plan.adoptedOrders(), this::order);
        list("ordersEnded", plan.closedOrders(), this::order);
        list("newFills", plan.newFills(), fill -> out.text(Texts.storable(fill.fillId())));
    }

    private void position(PositionChange change) {
        out.beginObject();
        text("symbol", change.symbol());
        Optionals.object(out, "before", change.before(), (json, position) -> holding(position));
        Optionals.object(out, "after", change.after(), (json, position) -> holding(position));
        out.name("explained").amount(change.explained());
        Optionals.amount(out, "unexplained", change.unexplained());
        evidence(change.evidence());
        out.endObject();
    }

    private void holding(Position position) {
        out.beginObject();
        Optionals.amount(out, "quantity", position.quantity());
        Optionals.amount(out, "averagePrice", position.averagePrice());
        out.endObject();
    }

    private void cash(CashChange change) {
        out.beginObject();
        text("currency", change.currency());
        Optionals.amount(out, "before", change.before());
        Optionals.amount(out, "after", change.after());
        Optionals.amount(out, "explained", change.explained());
        Optionals.amount(out, "unexplained", change.unexplained());
        evidence(change.evidence());
        out.endObject();
    }

    private void order(Order order) {
        out.beginObject();
        text("clientOrderId", order.clientOrderId());
        text("brokerOrderId", order.brokerOrderId());
        text("symbol", order.symbol());
        text("side", order.side().name());
        text("type", order.type().name());
        text("status", order.status().name());
        Optionals.amount(out, "quantity", order.quantity());
        Optionals.amount(out, "filledQuantity", order.filledQuantity());
        out.endObject();
    }

    private void phase(PhaseTime phase) {
        out.beginObject();
        text("phase", phase.phase().name());
        out.name("micros").number(phase.duration().toNanos() / 1_000);
        out.endObject();
    }

    private void attempt(BrokerAttempt attempt) {
        out.beginObject();
        text("question", attempt.question());
        out.name("attempt").number(attempt.attempt());
        text("kind", attempt.kind().name());
        text("failure", attempt.failure());
        out.name("delayMillis").number(attempt.delay().toMillis());
        out.endObject();
    }

    private void approval(Approval approval) {
        out.beginObject();
        text("report", approval.reportId());
        text("by", approval.by());
        text("note", approval.note());
        out.name("at").instant(approval.at());
        out.endObject();
    }

    private void evidence(Collection<String> ids) {
        list("evidence", ids, id -> out.text(Texts.storable(id)));
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            out.name(name).text(Texts.storable(value));
        }
    }

    private <T> void list(String name, Collection<T> values, Consumer<T> write) {
        out.name(name).beginArray();
        values.forEach(write);
        out.endArray();
    }
}
