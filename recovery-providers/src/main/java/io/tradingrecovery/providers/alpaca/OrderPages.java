package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import io.tradingrecovery.state.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Complete lists of orders. Alpaca answers with 50 orders unless asked for more and with 500 at most, says nowhere that
 * there are others, and has no pages: a full answer is asked on from its last submission time. The next answer reaches back
 * a second behind that, since {@code after} is exclusive and several orders can share a time; if then nothing new comes, the
 * list can't be proven complete. Thread-safe.
 */
final class OrderPages {

    private static final String PATH = "/v2/orders";
    private static final int LIMIT = 500;
    private static final int MOST_PAGES = 60;
    private static final Duration OVERLAP = Duration.ofSeconds(1);

    private final TradingApi api;
    private final OrderReader reader;

    OrderPages(TradingApi api, OrderReader reader) {
        this.api = api;
        this.reader = reader;
    }

    /**
     * Every order that may still fill. Two lists are asked for: the flat one leaves out legs that are held, and the nested
     * one leaves out legs whose entry order is filled.
     */
    Collection<Order> open() {
        Map<String, Order> byId = new LinkedHashMap<>();
        for (Order order : all("open", null, false)) {
            byId.merge(key(order), order, OrderPages::merged);
        }
        for (Order order : all("open", null, true)) {
            byId.merge(key(order), order, OrderPages::merged);
        }
        return byId.values().stream()
                .filter(order -> !order.status().isTerminal())
                .toList();
    }

    /** Every order submitted since, ended or not; legs stand beside their parents. */
    Collection<Order> since(Instant from) {
        return all("all", from.minus(OVERLAP), false);
    }

    private Collection<Order> all(String status, @Nullable Instant after, boolean nested) {
        Map<String, Order> found = new LinkedHashMap<>();
        Instant cursor = after;
        for (int page = 0; page < MOST_PAGES; page++) {
            List<JsonView> rows = page(status, cursor, nested);
            int known = found.size();
            int count = 0;
            Instant last = cursor;
            for (JsonView row : rows) {
                List<Order> orders = read(row);
                count += Math.max(1, orders.size());
                orders.forEach(order -> found.merge(key(order), order, OrderPages::merged));
                last = later(last, submittedAt(row));
            }
            // Whether the limit counts legs is not documented, so an answer is full if either count is.
            if (count < LIMIT) {
                return found.values();
            }
            if (found.size() == known || last == null) {
                break;
            }
            cursor = last.minus(OVERLAP);
        }
        throw api.failure(
                Kind.INCOMPLETE,
                PATH,
                "more orders with status " + status + " than can be listed: " + found.size()
                        + " were read, the last answer was full, and asking on from its last submission time brought nothing"
                        + " new, or never ended");
    }

    private List<JsonView> page(String status, @Nullable Instant after, boolean nested) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("status", status);
        query.put("limit", String.valueOf(LIMIT));
        query.put("direction", "asc");
        query.put("nested", String.valueOf(nested));
        if (after != null) {
            query.put("after", after.toString());
        }
        JsonView body = api.get(PATH, query);
        try {
            return body.objects();
        } catch (JsonProblem e) {
            throw api.failure(Kind.INCOMPLETE, PATH, String.valueOf(e.getMessage()));
        }
    }

    private List<Order> read(JsonView row) {
        try {
            return reader.read(row);
        } catch (JsonProblem e) {
            throw api.failure(Kind.INCOMPLETE, PATH, "a row can't be read: " + e.getMessage());
        }
    }

    private Instant submittedAt(JsonView row) {
        try {
            Instant submitted = row.optionalTime("submitted_at");
            return submitted == null ? row.time("created_at") : submitted;
        } catch (JsonProblem e) {
            throw api.failure(Kind.INCOMPLETE, PATH, "a row can't be read: " + e.getMessage());
        }
    }

    private static Instant later(@Nullable Instant first, Instant second) {
        return first == null || second.isAfter(first) ? second : first;
    }

    private static String key(Order order) {
        String id = order.brokerOrderId();
        return id == null ? order.clientOrderId() : id;
    }

    /** Of two rows of an order, the one that is further on, with its parent if either names it. */
    private static Order merged(Order first, Order second) {
        Order order = Order.moreAdvanced(first, second);
        String parent = first.parentOrderId() == null ? second.parentOrderId() : first.parentOrderId();
        return parent == null || parent.equals(order.parentOrderId())
                ? order
                : order.toBuilder().parentOrderId(parent).build();
    }
}
