package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tradingrecovery.drill.exchange.Venue;
import io.tradingrecovery.drill.exchange.matching.Books;
import io.tradingrecovery.drill.exchange.matching.ExchangeOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code GET /v2/orders}: 50 rows unless asked for more, never more than 500, and nothing says that there are more. */
final class OrderList {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Venue venue;
    private final Instruments instruments;

    OrderList(Venue venue, Instruments instruments) {
        this.venue = venue;
        this.instruments = instruments;
    }

    ArrayNode list(Request request) throws BadRequestException {
        int limit = request.number("limit", USUAL, MOST);
        Instant after = request.time("after", Instant.MIN);
        Instant until = request.time("until", Instant.MAX);
        String status = request.parameter("status", "open");
        if (!Set.of("open", "closed", "all").contains(status)) {
            throw new BadRequestException("status is " + status + "; it must be open, closed or all");
        }
        Set<String> symbols = new HashSet<>();
        request.list("symbols")
                .forEach(name -> symbols.add(instruments.find(name).orElse(name)));
        boolean nested = request.parameter("nested", "").equals("true");
        boolean ascending = request.parameter("direction", "desc").equals("asc");
        String afterId = request.parameter("after_order_id", "");
        return venue.read(books -> {
            List<ExchangeOrder> found = new ArrayList<>();
            boolean reached = afterId.isEmpty();
            for (ExchangeOrder order : books.orders()) {
                boolean inTime = order.submittedAt().isAfter(after)
                        && order.submittedAt().isBefore(until);
                boolean wanted = status.equals("all") || order.status().isOpen() == status.equals("open");
                boolean named =
                        symbols.isEmpty() || symbols.contains(order.terms().symbol());
                if (reached && inTime && wanted && named) {
                    found.add(order);
                }
                reached |= order.terms().orderId().equals(afterId);
            }
            return rows(books, nested ? withoutNestedLegs(found) : found, limit, ascending, nested);
        });
    }

    /** A leg is shown inside its parent if that is in the list, else by itself. */
    private static List<ExchangeOrder> withoutNestedLegs(List<ExchangeOrder> orders) {
        Set<String> ids = new HashSet<>();
        orders.forEach(order -> ids.add(order.terms().orderId()));
        return orders.stream()
                .filter(order -> !ids.contains(String.valueOf(order.terms().parentId())))
                .toList();
    }

    private static ArrayNode rows(
            Books books, List<ExchangeOrder> found, int limit, boolean ascending, boolean nested) {
        List<ExchangeOrder> orders = new ArrayList<>(found);
        if (!ascending) {
            Collections.reverse(orders);
        }
        ArrayNode rows = Json.array();
        orders.stream().limit(limit).forEach(order -> rows.add(TradingJson.order(books, order, nested)));
        return rows;
    }
}
