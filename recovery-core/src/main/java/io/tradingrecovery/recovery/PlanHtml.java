package io.tradingrecovery.recovery;

import io.tradingrecovery.reconcile.CashChange;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.reconcile.PositionChange;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a plan changes, for a browser: in short, and then row by row. */
final class PlanHtml {

    /** How many positions are named in short. */
    private static final int NAMED = 5;

    private final Plan plan;
    private final List<Order> adopted;

    PlanHtml(Plan plan) {
        this.plan = plan;
        Set<String> ended =
                plan.closedOrders().stream().map(Order::clientOrderId).collect(Collectors.toSet());
        this.adopted = plan.adoptedOrders().stream()
                .filter(order -> !ended.contains(order.clientOrderId()))
                .toList();
    }

    /** What changes, a line each. */
    List<String> inShort() {
        List<String> lines = new ArrayList<>();
        List<PositionChange> positions = plan.positions();
        positions.stream().limit(NAMED).map(PlanHtml::inShort).forEach(lines::add);
        if (positions.size() > NAMED) {
            lines.add((positions.size() - NAMED) + " more positions");
        }
        String counts = Stream.of(
                        count(plan.newFills().size(), "new fill", "new fills"),
                        count(adopted.size(), "order adopted", "orders adopted"),
                        count(plan.closedOrders().size(), "order ended", "orders ended"),
                        count(plan.cash().size(), "balance", "balances"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        if (!counts.isEmpty()) {
            lines.add(counts);
        }
        return lines.isEmpty() ? List.of("Details of the state") : lines;
    }

    private static String inShort(PositionChange change) {
        BigDecimal unexplained = change.unexplained();
        String open = unexplained == null
                ? ", how much of it is explained is unknown"
                : unexplained.signum() == 0 ? "" : ", " + Amounts.plain(unexplained) + " unexplained";
        return change.symbol() + " " + Amounts.text(change.quantityBefore()) + " → "
                + Amounts.text(change.quantityAfter()) + open;
    }

    private static String count(int count, String one, String many) {
        return count == 0 ? "" : count + " " + (count == 1 ? one : many);
    }

    void write(Html page) {
        new HtmlTable<PositionChange>("Positions, before and after")
                .text("Symbol", change -> change.symbol() + (change.flips() ? " (closed and reversed)" : ""))
                .number("Before", PositionChange::quantityBefore)
                .number("at", change -> price(change.before()))
                .number("After", PositionChange::quantityAfter)
                .number("at", change -> price(change.after()))
                .number("Explained", PositionChange::explained)
                .zero("Unexplained", PositionChange::unexplained)
                .text("Evidence", change -> ids(change.evidence()))
                .write(page, plan.positions());
        orders("Orders that are new to the bot", adopted, page);
        orders("Orders that have ended", plan.closedOrders(), page);
        fills(page);
        new HtmlTable<CashChange>("Cash, before and after")
                .text("Currency", CashChange::currency)
                .number("Before", CashChange::before)
                .number("After", CashChange::after)
                .number("Explained", CashChange::explained)
                .number("Unexplained", CashChange::unexplained)
                .write(page, plan.cash());
    }

    private static void orders(String title, List<Order> orders, Html page) {
        new HtmlTable<Order>(title)
                .text("Order", Order::clientOrderId)
                .text("Symbol", Order::symbol)
                .text("Side", order -> order.side().name())
                .text("Type", order -> order.type().name())
                .number("Quantity", Order::quantity)
                .number("Filled", Order::filledQuantity)
                .text("Status", order -> order.status().name())
                .write(page, orders);
    }

    private void fills(Html page) {
        new HtmlTable<Fill>("Fills that were missed")
                .text("Fill", fill -> fill.fillId() + (fill.inferred() ? " (inferred)" : ""))
                .text("Time", fill -> fill.time().toString())
                .text("Order", fill -> fill.clientOrderId() == null ? fill.brokerOrderId() : fill.clientOrderId())
                .text("Symbol", Fill::symbol)
                .text("Side", fill -> fill.side().name())
                .number("Quantity", Fill::quantity)
                .number("Price", Fill::price)
                .number("Fee", Fill::fee)
                .text("in", Fill::feeAsset)
                .write(page, plan.newFills());
    }

    private static @Nullable BigDecimal price(@Nullable Position position) {
        return position == null ? null : position.averagePrice();
    }

    private static @Nullable String ids(List<String> evidence) {
        return evidence.isEmpty() ? null : String.join(", ", evidence);
    }
}
