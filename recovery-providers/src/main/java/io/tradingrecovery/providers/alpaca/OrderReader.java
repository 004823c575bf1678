package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TimeInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An order as Alpaca writes it, and what hangs on it. Thread-safe. */
final class OrderReader {

    private static final Logger LOG = LoggerFactory.getLogger(OrderReader.class);

    private final AlpacaSymbols symbols;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    OrderReader(AlpacaSymbols symbols) {
        this.symbols = symbols;
    }

    /**
     * The order and its legs. An order of several option legs has neither symbol nor side of its own: its legs stand for
     * it.
     *
     * @throws JsonProblem if a row can't be read, naming it
     */
    List<Order> read(JsonView row) {
        List<Order> orders = new ArrayList<>();
        read(row, null, orders);
        return orders;
    }

    private void read(JsonView row, @Nullable String parent, List<Order> orders) {
        try {
            String clientId = clientOrderId(row);
            if (!isCombination(row)) {
                orders.add(order(row, clientId, parent));
            }
            if (row.has("legs")) {
                row.objects("legs").forEach(leg -> read(leg, clientId, orders));
            }
        } catch (IllegalArgumentException e) {
            throw new JsonProblem(row.place() + " is no order: " + e.getMessage());
        }
    }

    static String clientOrderId(JsonView row) {
        String clientId = row.optionalText("client_order_id");
        return clientId == null ? row.text("id") : clientId;
    }

    static boolean isCombination(JsonView row) {
        return "mleg".equals(row.optionalText("order_class")) && row.optionalText("symbol") == null;
    }

    private Order order(JsonView row, String clientId, @Nullable String parent) {
        String symbol = row.text("symbol");
        String assetClass = row.optionalText("asset_class");
        String type = row.optionalText("type");
        return Order.builder(
                        clientId,
                        symbols.canonical(symbol, assetClass),
                        side(row),
                        type(type == null ? row.text("order_type") : type))
                .brokerOrderId(row.text("id"))
                .quantity(row.optionalAmount("qty"))
                .notional(row.optionalAmount("notional"))
                .limitPrice(row.optionalAmount("limit_price"))
                .stopPrice(row.optionalAmount("stop_price"))
                .trailAmount(row.optionalAmount("trail_price"))
                .trailPercent(row.optionalAmount("trail_percent"))
                .timeInForce(timeInForce(row.text("time_in_force")))
                .status(status(row.text("status")))
                .filledQuantity(row.optionalAmount("filled_qty"))
                .averageFillPrice(row.optionalPrice("filled_avg_price"))
                .multiplier(AlpacaSymbols.multiplier(symbol, assetClass))
                .assetId(row.optionalText("asset_id"))
                .parentOrderId(parent)
                .replacedBy(row.optionalText("replaced_by"))
                .submittedAt(row.optionalTime("submitted_at"))
                .updatedAt(row.optionalTime("updated_at"))
                .build();
    }

    /** Sides are written {@code buy} or {@code sell}, with more said of short sales in some places. */
    static OrderSide side(JsonView row) {
        String side = row.text("side");
        if (side.startsWith("buy")) {
            return OrderSide.BUY;
        }
        if (side.startsWith("sell")) {
            return OrderSide.SELL;
        }
        throw new JsonProblem(row.place() + ".side is " + side + ", neither buy nor sell");
    }

    private OrderType type(String type) {
        return switch (type) {
            case "market" -> OrderType.MARKET;
            case "limit" -> OrderType.LIMIT;
            case "stop" -> OrderType.STOP;
            case "stop_limit" -> OrderType.STOP_LIMIT;
            case "trailing_stop" -> OrderType.TRAILING_STOP;
            default -> unknown("type", type, OrderType.UNKNOWN);
        };
    }

    private TimeInForce timeInForce(String term) {
        return switch (term) {
            case "day" -> TimeInForce.DAY;
            case "gtc" -> TimeInForce.GTC;
            case "ioc" -> TimeInForce.IOC;
            case "fok" -> TimeInForce.FOK;
            case "opg" -> TimeInForce.OPG;
            case "cls" -> TimeInForce.CLS;
            default -> unknown("time in force", term, TimeInForce.UNKNOWN);
        };
    }

    private OrderStatus status(String status) {
        return switch (status) {
            case "pending_new" -> OrderStatus.PENDING_NEW;
            case "new", "accepted", "accepted_for_bidding", "stopped" -> OrderStatus.NEW;
            case "partially_filled" -> OrderStatus.PARTIALLY_FILLED;
            case "held" -> OrderStatus.HELD;
            case "pending_cancel" -> OrderStatus.PENDING_CANCEL;
            case "pending_replace" -> OrderStatus.PENDING_REPLACE;
            case "suspended" -> OrderStatus.SUSPENDED;
            case "done_for_day", "calculated" -> OrderStatus.DONE_FOR_DAY;
            case "filled" -> OrderStatus.FILLED;
            case "canceled" -> OrderStatus.CANCELED;
            case "expired" -> OrderStatus.EXPIRED;
            case "rejected" -> OrderStatus.REJECTED;
            case "replaced" -> OrderStatus.REPLACED;
            default -> unknown("status", status, OrderStatus.UNKNOWN);
        };
    }

    private <T> T unknown(String what, String term, T value) {
        if (warned.add(what + "=" + term)) {
            LOG.warn(
                    "Alpaca says an order's {} is '{}', which is not known here; the order counts as working",
                    what,
                    term);
        }
        return value;
    }
}
