package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tradingrecovery.drill.exchange.matching.Books;
import io.tradingrecovery.drill.exchange.matching.ExchangeOrder;
import io.tradingrecovery.drill.exchange.matching.Holding;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import io.tradingrecovery.drill.exchange.matching.Status;
import io.tradingrecovery.drill.exchange.matching.Terms;
import io.tradingrecovery.drill.exchange.matching.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Orders, positions and the account as Alpaca's trading API writes them: amounts are decimal strings. */
final class TradingJson {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private TradingJson() {}

    static ObjectNode order(Books books, ExchangeOrder order, boolean nested) {
        Terms terms = order.terms();
        Status status = order.status();
        Instant at = order.updatedAt();
        String symbol = terms.symbol();
        List<ExchangeOrder> legs = books.legs(terms.orderId());
        ObjectNode json = Json.object()
                .put("id", terms.orderId())
                .put("client_order_id", terms.clientOrderId())
                .put("created_at", order.submittedAt().toString())
                .put("updated_at", at.toString())
                .put("submitted_at", order.submittedAt().toString())
                .put("filled_at", status == Status.FILLED ? at.toString() : null)
                .put("expired_at", status == Status.EXPIRED ? at.toString() : null)
                .put("canceled_at", status == Status.CANCELED ? at.toString() : null)
                .putNull("failed_at")
                .put("replaced_at", status == Status.REPLACED ? at.toString() : null)
                .put("replaced_by", order.replacedBy())
                .put("replaces", terms.replaces())
                .put("asset_id", Instruments.assetId(symbol))
                .put("symbol", symbol)
                .put("asset_class", Instruments.assetClass(symbol))
                .putNull("notional")
                .put("qty", Json.text(terms.quantity()))
                .put("filled_qty", Json.text(order.filled()))
                .put("filled_avg_price", Json.text(order.averagePrice()))
                .put("order_class", orderClass(terms, legs))
                .put("order_type", Words.of(terms.kind()))
                .put("type", Words.of(terms.kind()))
                .put("side", Words.of(terms.side()))
                .put("time_in_force", Words.of(terms.lasting()))
                .put("limit_price", Json.text(terms.limitPrice()))
                .put("stop_price", Json.text(terms.stopPrice()))
                .put("status", Words.of(status))
                .put("extended_hours", false)
                .putNull("trail_percent")
                .putNull("trail_price")
                .putNull("hwm");
        if (nested && !legs.isEmpty()) {
            ArrayNode rows = Json.array();
            legs.forEach(leg -> rows.add(order(books, leg, false)));
            json.set("legs", rows);
        } else {
            json.putNull("legs");
        }
        return json;
    }

    private static String orderClass(Terms terms, List<ExchangeOrder> legs) {
        if (terms.parentId() != null || legs.size() == 2) {
            return "bracket";
        }
        return legs.isEmpty() ? (Instruments.isCrypto(terms.symbol()) ? "simple" : "") : "oto";
    }

    static ObjectNode position(String symbol, Holding holding, BigDecimal promised, BigDecimal price) {
        BigDecimal value = holding.quantity().multiply(price);
        BigDecimal gain = value.subtract(holding.cost());
        return Json.object()
                .put("asset_id", Instruments.assetId(symbol))
                .put("symbol", Instruments.positionName(symbol))
                .put("exchange", Instruments.isCrypto(symbol) ? "CRYPTO" : "NASDAQ")
                .put("asset_class", Instruments.assetClass(symbol))
                .put("asset_marginable", false)
                .put("qty", Json.text(holding.quantity()))
                .put("qty_available", Json.text(holding.quantity().subtract(promised)))
                .put("avg_entry_price", Json.text(holding.averagePrice()))
                .put("side", "long")
                .put("market_value", Json.text(value))
                .put("cost_basis", Json.text(holding.cost()))
                .put("unrealized_pl", Json.text(gain))
                .put("unrealized_plpc", Json.text(gain.divide(holding.cost(), 9, RoundingMode.HALF_EVEN)))
                .put("current_price", Json.text(price));
    }

    static ObjectNode account(Books books, BigDecimal buyingPower, Function<String, BigDecimal> price) {
        BigDecimal invested = books.holdings().entrySet().stream()
                .map(entry -> entry.getValue().quantity().multiply(price.apply(entry.getKey())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        String equity = Json.text(books.cash().add(invested));
        return Json.object()
                .put("id", books.accountId())
                .put("account_number", "PA" + books.accountId().substring(0, 8).toUpperCase(Locale.ROOT))
                .put("status", "ACTIVE")
                .put("crypto_status", "ACTIVE")
                .put("currency", "USD")
                .put("cash", Json.text(books.cash()))
                .put("equity", equity)
                .put("portfolio_value", equity)
                .put("buying_power", Json.text(buyingPower))
                .put("long_market_value", Json.text(invested))
                .put("short_market_value", "0")
                .put("multiplier", "1")
                .put("shorting_enabled", false)
                .put("trading_blocked", false)
                .put("transfers_blocked", false)
                .put("account_blocked", false)
                .put("created_at", books.entries().get(0).at().toString());
    }

    /** An activity, or nothing for an entry that is none. The filled quantity before this fill is {@code before}. */
    static @Nullable ObjectNode activity(Books books, LedgerEntry entry, BigDecimal before) {
        if (entry instanceof LedgerEntry.Filled filled) {
            return fill(books, filled, before.add(filled.quantity()));
        }
        if (entry instanceof LedgerEntry.CashMoved moved) {
            LocalDate date = LocalDate.ofInstant(moved.at(), NEW_YORK);
            return Json.object()
                    .put("id", date.toString().replace("-", "") + "000000000::" + moved.activityId())
                    .put("activity_type", moved.kind())
                    .put("date", date.toString())
                    .put("net_amount", Json.text(moved.amount()))
                    .put("description", moved.description())
                    .put("status", "executed");
        }
        return null;
    }

    private static @Nullable ObjectNode fill(Books books, LedgerEntry.Filled filled, BigDecimal cumulative) {
        ExchangeOrder order = books.find(filled.orderId());
        if (order == null) {
            return null;
        }
        BigDecimal leaves = order.terms().quantity().subtract(cumulative);
        boolean whole = leaves.signum() == 0;
        return Json.object()
                .put("id", filled.fillId())
                .put("activity_type", "FILL")
                .put("transaction_time", filled.at().toString())
                .put("type", whole ? "fill" : "partial_fill")
                .put("price", Json.text(filled.price()))
                .put("qty", Json.text(filled.quantity()))
                .put("side", Words.of(order.terms().side()))
                .put("symbol", order.terms().symbol())
                .put("leaves_qty", Json.text(leaves))
                .put("order_id", filled.orderId())
                .put("cum_qty", Json.text(cumulative))
                .put("order_status", whole ? "filled" : "partially_filled");
    }
}
