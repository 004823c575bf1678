package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.Activity.Kind;
import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Account activities other than fills. Alpaca dates them by the day in New York; the time of day stands in the first digits
 * of their ids, where it is given at all. Thread-safe.
 */
final class ActivityReader {

    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static final String PATH = "/v2/account/activities";
    private static final DateTimeFormatter ID_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS");
    private static final int ID_TIME_LENGTH = 17;

    /** Those whose {@code qty} is what the payment was counted by, not a change of what is held. */
    private static final Set<Kind> COUNTED = Set.of(Kind.DIVIDEND, Kind.INTEREST);

    private final ActivityPages pages;
    private final AlpacaSymbols symbols;

    ActivityReader(ActivityPages pages, AlpacaSymbols symbols) {
        this.pages = pages;
        this.symbols = symbols;
    }

    ActivityHistory since(Instant from) {
        LocalDate day = LocalDate.ofInstant(from, NEW_YORK);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("category", "non_trade_activity");
        query.put("after", day.minusDays(1).atStartOfDay(NEW_YORK).toInstant().toString());
        ActivityPages.Rows read = pages.all(PATH, query);
        List<String> gaps = new ArrayList<>(read.gaps());
        List<Activity> activities = new ArrayList<>();
        for (JsonView row : read.rows()) {
            try {
                LocalDate date = date(row);
                if (!date.isBefore(day) && hasHappened(row)) {
                    activities.add(activity(row, date));
                }
            } catch (JsonProblem | IllegalArgumentException e) {
                gaps.add("an activity can't be read: " + e.getMessage());
            }
        }
        return gaps.isEmpty()
                ? new ActivityHistory.Complete(activities)
                : new ActivityHistory.Incomplete(activities, String.join("; ", gaps));
    }

    private static LocalDate date(JsonView row) {
        String text = row.text("date");
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeException e) {
            throw new JsonProblem(row.place() + ".date is " + text + ", which is no date");
        }
    }

    /** Pending ones may still come to nothing, and cancelled ones did. */
    private static boolean hasHappened(JsonView row) {
        String status = row.optionalText("status");
        return !"canceled".equals(status) && !"pending".equals(status);
    }

    private Activity activity(JsonView row, LocalDate date) {
        BigDecimal cash = nonZero(row.optionalAmount("net_amount"));
        String type = row.text("activity_type");
        Kind kind = kind(type, cash);
        String symbol = row.optionalText("symbol");
        BigDecimal quantity = COUNTED.contains(kind) ? null : nonZero(row.optionalAmount("qty"));
        if (quantity != null && symbol == null) {
            throw new JsonProblem(row.place() + " changes a quantity by " + quantity + " and names no symbol");
        }
        String currency = row.optionalText("currency");
        String description = row.optionalText("description");
        return new Activity(
                row.text("id"),
                kind,
                time(row.text("id"), date),
                symbol == null ? null : symbols.canonical(symbol, type.equals("CFEE") ? "crypto" : null),
                null,
                quantity,
                cash == null ? null : currency == null ? "USD" : currency,
                cash,
                description == null ? type : type + ": " + description);
    }

    /** A change of symbol names one symbol only, so it can't be told as one; its quantities still can. */
    private static Kind kind(String type, @Nullable BigDecimal cash) {
        if (type.startsWith("DIV")) {
            return type.equals("DIVFEE") ? Kind.FEE : Kind.DIVIDEND;
        }
        if (type.startsWith("INT")) {
            return Kind.INTEREST;
        }
        return switch (type) {
            case "CSD" -> Kind.DEPOSIT;
            case "CSW" -> Kind.WITHDRAWAL;
            case "TRANS" -> cash != null && cash.signum() < 0 ? Kind.WITHDRAWAL : Kind.DEPOSIT;
            case "ACATC", "ACATS", "JNL", "JNLC", "JNLS" -> Kind.TRANSFER;
            case "FEE", "CFEE", "PTC" -> Kind.FEE;
            case "SPLIT", "SSO", "SSP" -> Kind.SPLIT;
            default -> Kind.OTHER;
        };
    }

    private static Instant time(String id, LocalDate date) {
        Instant midnight = date.atStartOfDay(NEW_YORK).toInstant();
        if (id.length() < ID_TIME_LENGTH) {
            return midnight;
        }
        try {
            LocalDateTime local = LocalDateTime.parse(id.substring(0, ID_TIME_LENGTH), ID_TIME);
            return local.toLocalDate().equals(date) ? local.atZone(NEW_YORK).toInstant() : midnight;
        } catch (DateTimeException e) {
            return midnight;
        }
    }

    private static @Nullable BigDecimal nonZero(@Nullable BigDecimal amount) {
        return amount == null || amount.signum() == 0 ? null : amount;
    }
}
