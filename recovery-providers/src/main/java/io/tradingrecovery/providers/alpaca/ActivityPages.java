package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All pages of a list of account activities, oldest first. Thread-safe. */
final class ActivityPages {

    private static final int SIZE = 100;
    private static final int MOST_PAGES = 500;

    private final TradingApi api;

    ActivityPages(TradingApi api) {
        this.api = api;
    }

    /** Every row, each id once, and what could not be read; {@code query} says which. */
    Rows all(String path, Map<String, String> query) {
        Map<String, JsonView> rows = new LinkedHashMap<>();
        List<String> unreadable = new ArrayList<>();
        Map<String, String> asked = new LinkedHashMap<>(query);
        asked.put("direction", "asc");
        asked.put("page_size", String.valueOf(SIZE));
        for (int page = 0; page < MOST_PAGES; page++) {
            List<JsonView> read = page(path, asked);
            int known = rows.size();
            String last = "";
            for (JsonView row : read) {
                last = id(path, row);
                rows.putIfAbsent(last, row);
            }
            if (read.size() < SIZE) {
                return new Rows(List.copyOf(rows.values()), unreadable);
            }
            if (rows.size() == known) {
                unreadable.add("asking on after activity " + last + " brought the same rows again");
                return new Rows(List.copyOf(rows.values()), unreadable);
            }
            asked.put("page_token", last);
        }
        unreadable.add("there are more than " + MOST_PAGES * SIZE + " activities; ask from a later time");
        return new Rows(List.copyOf(rows.values()), unreadable);
    }

    private List<JsonView> page(String path, Map<String, String> query) {
        try {
            return api.get(path, query).objects();
        } catch (JsonProblem e) {
            throw api.failure(Kind.INCOMPLETE, path, String.valueOf(e.getMessage()));
        }
    }

    /** Without its id a row can't be asked on from, so the whole is lost. */
    private String id(String path, JsonView row) {
        try {
            return row.text("id");
        } catch (JsonProblem e) {
            throw api.failure(Kind.INCOMPLETE, path, "a row can't be read: " + e.getMessage());
        }
    }

    /**
     * Rows that were read.
     *
     * @param rows oldest first, as far as Alpaca sorts them
     * @param gaps why there may be others; empty if these are all
     */
    record Rows(List<JsonView> rows, List<String> gaps) {}
}
