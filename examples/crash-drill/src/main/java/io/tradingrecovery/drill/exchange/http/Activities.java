package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tradingrecovery.drill.exchange.Venue;
import io.tradingrecovery.drill.exchange.matching.Books;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code GET /v2/account/activities}: fills and movements of cash, 100 a page, the next page after a row's id. */
final class Activities {

    private static final int PAGE = 100;

    private final Venue venue;

    Activities(Venue venue) {
        this.venue = venue;
    }

    /** The page that is asked for; {@code rest} is empty or the one type that is wanted, behind a slash. */
    ArrayNode list(Request request, String rest) throws BadRequestException {
        int size = request.number("page_size", PAGE, PAGE);
        Instant after = request.time("after", Instant.MIN);
        Instant until = request.time("until", Instant.MAX);
        Set<String> types = new TreeSet<>(request.list("activity_types"));
        if (!rest.isEmpty()) {
            types.add(rest.substring(1));
        }
        String category = request.parameter("category", "");
        boolean ascending = request.parameter("direction", "desc").equals("asc");
        String token = request.parameter("page_token", "");
        List<ObjectNode> rows = venue.read(books -> rows(books, types, category, after, until));
        if (!ascending) {
            Collections.reverse(rows);
        }
        ArrayNode page = Json.array();
        boolean reached = token.isEmpty();
        for (ObjectNode row : rows) {
            if (reached && page.size() < size) {
                page.add(row);
            }
            reached |= row.get("id").asText().equals(token);
        }
        if (!reached) {
            throw new BadRequestException("page_token " + token + " is the id of no activity in the range");
        }
        return page;
    }

    private static List<ObjectNode> rows(
            Books books, Set<String> types, String category, Instant after, Instant until) {
        List<ObjectNode> rows = new ArrayList<>();
        Map<String, BigDecimal> filled = new HashMap<>();
        for (LedgerEntry entry : books.entries()) {
            BigDecimal before = BigDecimal.ZERO;
            if (entry instanceof LedgerEntry.Filled fill) {
                before = filled.getOrDefault(fill.orderId(), BigDecimal.ZERO);
                filled.put(fill.orderId(), before.add(fill.quantity()));
            }
            ObjectNode row = entry.at().isAfter(after) && entry.at().isBefore(until)
                    ? TradingJson.activity(books, entry, before)
                    : null;
            if (row != null && isWanted(row.get("activity_type").asText(), types, category)) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** A category is {@code trade_activity}, which is fills, or {@code non_trade_activity}, which is everything else. */
    private static boolean isWanted(String type, Set<String> types, String category) {
        boolean trade = type.equals("FILL");
        boolean inCategory = category.isEmpty() || category.equals(trade ? "trade_activity" : "non_trade_activity");
        return inCategory && (types.isEmpty() || types.contains(type));
    }
}
