package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.SnapshotContent;
import io.tradingrecovery.persistence.SnapshotFile;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.RiskLimits;
import io.tradingrecovery.state.SessionMetadata;
import io.tradingrecovery.state.StrategySection;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingHalt;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is in a snapshot, for a person: the fields one looks for first. The JSON form has all of them. */
final class SnapshotText {

    private final Console console;

    SnapshotText(Console console) {
        this.console = console;
    }

    void print(SnapshotContent content) {
        SnapshotFile.Valid source = content.source();
        SystemStateSnapshot state = content.state();
        console.line("file      " + source.file());
        console.line("sequence  " + source.sequence());
        console.line("taken at  " + source.takenAt());
        console.line("journal   record " + source.journalSequence());
        ListCommand.notes(source).forEach(note -> console.line("note      " + note));
        session(state.session());
        account(state.account());
        riskLimits(state.riskLimits());
        positions(state.positions());
        orders("Orders", state.orders());
        fills(state.fills());
        orders(
                "Orders of the journal",
                content.journal().orders().stream().map(JournaledOrder::order).toList());
        halt(content.journal().halt());
        sections(state.sections());
    }

    private void session(@Nullable SessionMetadata session) {
        if (session != null) {
            console.line("session   " + session.sessionId() + ", started at " + session.startedAt());
        }
    }

    private void account(@Nullable AccountState account) {
        if (account != null) {
            console.line("account   " + account.accountId() + " (" + account.environment() + "), equity "
                    + text(account.equity()) + " " + account.currency() + ", cash " + account.cash()
                    + ", buying power " + text(account.buyingPower()));
        }
    }

    private void riskLimits(@Nullable RiskLimits limits) {
        if (limits == null) {
            return;
        }
        if (limits.tradingHalted()) {
            console.line("halted    by the engine: " + limits.haltReason());
        }
        Table table = new Table("LIMIT", "AT MOST", "USED");
        limits.limits().forEach((name, limit) -> table.row(name, limit.limit().toPlainString(), text(limit.used())));
        section("Risk limits", table);
    }

    private void positions(List<Position> positions) {
        Table table = new Table("SYMBOL", "QUANTITY", "AVERAGE PRICE");
        positions.forEach(
                position -> table.row(position.symbol(), text(position.quantity()), text(position.averagePrice())));
        section("Positions", table);
    }

    private void orders(String title, List<Order> orders) {
        Table table = new Table("CLIENT ORDER ID", "SYMBOL", "SIDE", "TYPE", "QUANTITY", "FILLED", "LIMIT", "STATUS");
        for (Order order : orders) {
            table.row(
                    order.clientOrderId(),
                    order.symbol(),
                    order.side(),
                    order.type(),
                    text(order.quantity()),
                    text(order.filledQuantity()),
                    text(order.limitPrice()),
                    order.status());
        }
        section(title, table);
    }

    private void fills(List<Fill> fills) {
        Table table = new Table("FILL ID", "SYMBOL", "SIDE", "QUANTITY", "PRICE", "TIME");
        for (Fill fill : fills) {
            table.row(
                    fill.fillId(), fill.symbol(), fill.side(), text(fill.quantity()), text(fill.price()), fill.time());
        }
        section("Fills", table);
    }

    private void halt(@Nullable TradingHalt halt) {
        if (halt != null) {
            console.line("");
            console.line("Trading is halted since " + halt.at() + ": " + halt.reason());
        }
    }

    private void sections(SortedMap<String, StrategySection> sections) {
        Table table = new Table("SECTION", "JSON");
        for (Map.Entry<String, StrategySection> section : sections.entrySet()) {
            table.row(section.getKey(), section.getValue().json());
        }
        section("Strategy sections", table);
    }

    private void section(String title, Table table) {
        if (!table.lines().isEmpty()) {
            console.line("");
            console.line(title);
            console.table(table);
        }
    }

    private static String text(@Nullable BigDecimal amount) {
        return amount == null ? "" : amount.toPlainString();
    }
}
