package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Executions, with a proof that none is missing: pages of activities have lost rows, and say nothing of it. Each order's
 * fills must lead from nothing to what the order says is filled, step by step. Where they do not, all is read again, first
 * because an order may have filled meanwhile, and from further back if it was filled before; what then still does not fit
 * is {@link FillHistory.Incomplete}. Thread-safe.
 */
final class FillReader {

    private static final String PATH = "/v2/account/activities/FILL";
    private static final int ROUNDS = 4;
    private static final int MOST_LOOKUPS = 100;
    private static final int MOST_NAMED = 5;
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final ActivityPages pages;
    private final OrderPages orders;
    private final Function<String, Optional<Order>> lookup;
    private final AlpacaSymbols symbols;

    FillReader(
            ActivityPages pages, OrderPages orders, Function<String, Optional<Order>> lookup, AlpacaSymbols symbols) {
        this.pages = pages;
        this.orders = orders;
        this.lookup = lookup;
        this.symbols = symbols;
    }

    FillHistory since(Instant from) {
        Instant reach = from;
        Reading reading = read(from, reach);
        for (int round = 1; round < ROUNDS && !reading.complete(); round++) {
            Instant earliest = reading.needed();
            reach = earliest != null && earliest.isBefore(reach) ? earliest : reach;
            reading = read(from, reach);
        }
        List<Fill> fills = reading.fills().stream()
                .filter(fill -> !fill.time().isBefore(from))
                .toList();
        return reading.complete() ? new FillHistory.Complete(fills) : new FillHistory.Incomplete(fills, reading.why());
    }

    private Reading read(Instant from, Instant reach) {
        List<String> gaps = new ArrayList<>();
        List<Fill> fills = fills(reach, gaps);
        Map<String, List<Fill>> byOrder = new LinkedHashMap<>();
        fills.forEach(fill -> byOrder.computeIfAbsent(String.valueOf(fill.brokerOrderId()), id -> new ArrayList<>())
                .add(fill));
        Map<String, Order> known = ordersOf(from, byOrder, gaps);
        Instant needed = null;
        List<Fill> named = new ArrayList<>();
        for (Order order : known.values()) {
            List<Fill> own = byOrder.getOrDefault(String.valueOf(order.brokerOrderId()), List.of());
            FillChain chain = FillChain.of(order, own);
            chain.gap().ifPresent(gaps::add);
            if (chain.beginsLater() && order.submittedAt() != null) {
                Instant submitted = order.submittedAt().minus(MARGIN);
                needed = needed == null || submitted.isBefore(needed) ? submitted : needed;
            }
            named.addAll(chain.fills());
        }
        fills.stream().filter(fill -> !known.containsKey(fill.brokerOrderId())).forEach(named::add);
        return new Reading(named, gaps, needed);
    }

    private List<Fill> fills(Instant reach, List<String> gaps) {
        ActivityPages.Rows read =
                pages.all(PATH, Map.of("after", reach.minus(MARGIN).toString()));
        gaps.addAll(read.gaps());
        List<Fill> fills = new ArrayList<>();
        for (JsonView row : read.rows()) {
            try {
                fills.add(fill(row));
            } catch (JsonProblem | IllegalArgumentException e) {
                gaps.add("a fill can't be read: " + e.getMessage());
            }
        }
        return fills;
    }

    private Fill fill(JsonView row) {
        return Fill.builder(
                        row.text("id"),
                        symbols.canonical(row.text("symbol"), null),
                        OrderReader.side(row),
                        row.amount("qty"),
                        row.time("transaction_time"))
                .brokerOrderId(row.text("order_id"))
                .price(row.amount("price"))
                .cumulativeQuantity(row.optionalAmount("cum_qty"))
                .build();
    }

    /** The orders that were submitted since, and the older ones that fills belong to. */
    private Map<String, Order> ordersOf(Instant from, Map<String, List<Fill>> byOrder, List<String> gaps) {
        Map<String, Order> known = new LinkedHashMap<>();
        orders.since(from).forEach(order -> known.put(String.valueOf(order.brokerOrderId()), order));
        orders.open().forEach(order -> known.put(String.valueOf(order.brokerOrderId()), order));
        List<String> others =
                byOrder.keySet().stream().filter(id -> !known.containsKey(id)).toList();
        if (others.size() > MOST_LOOKUPS) {
            gaps.add("the fills belong to " + others.size() + " orders older than " + from + ", more than the "
                    + MOST_LOOKUPS + " that are looked up");
        }
        for (String id : others.subList(0, Math.min(others.size(), MOST_LOOKUPS))) {
            Optional<Order> order = lookup.apply(id);
            if (order.isPresent()) {
                known.put(id, order.get());
            } else {
                gaps.add("fills name the order " + id + ", which Alpaca does not know");
            }
        }
        return known;
    }

    /**
     * What one round read.
     *
     * @param needed from when on to read so that older orders' first fills are there; absent if that is not the trouble
     */
    private record Reading(
            List<Fill> fills, List<String> gaps, @Nullable Instant needed) {

        boolean complete() {
            return gaps.isEmpty();
        }

        String why() {
            String named = String.join("; ", gaps.subList(0, Math.min(gaps.size(), MOST_NAMED)));
            return gaps.size() > MOST_NAMED ? named + "; and " + (gaps.size() - MOST_NAMED) + " more" : named;
        }
    }
}
