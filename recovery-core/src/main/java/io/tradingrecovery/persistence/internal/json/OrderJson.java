package io.tradingrecovery.persistence.internal.json;

import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TimeInForce;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;

/** An order as JSON. */
public final class OrderJson {

    private OrderJson() {}

    /** Writes one; what is absent is left out. */
    public static void write(JsonWriter out, Order order) {
        out.beginObject();
        out.name("clientOrderId").text(order.clientOrderId());
        Optionals.text(out, "brokerOrderId", order.brokerOrderId());
        out.name("symbol").text(order.symbol());
        out.name("side").constant(order.side());
        out.name("type").constant(order.type());
        Optionals.amount(out, "quantity", order.quantity());
        Optionals.amount(out, "notional", order.notional());
        Optionals.amount(out, "limitPrice", order.limitPrice());
        Optionals.amount(out, "stopPrice", order.stopPrice());
        Optionals.amount(out, "trailAmount", order.trailAmount());
        Optionals.amount(out, "trailPercent", order.trailPercent());
        out.name("timeInForce").constant(order.timeInForce());
        Optionals.instant(out, "expiresAt", order.expiresAt());
        out.name("status").constant(order.status());
        Optionals.amount(out, "filledQuantity", order.filledQuantity());
        Optionals.amount(out, "averageFillPrice", order.averageFillPrice());
        Optionals.amount(out, "multiplier", order.multiplier());
        Optionals.text(out, "assetId", order.assetId());
        Optionals.text(out, "parentOrderId", order.parentOrderId());
        Optionals.text(out, "replaces", order.replaces());
        Optionals.text(out, "replacedBy", order.replacedBy());
        Optionals.texts(out, "tags", order.tags());
        Optionals.instant(out, "createdAt", order.createdAt());
        Optionals.instant(out, "submittedAt", order.submittedAt());
        Optionals.instant(out, "updatedAt", order.updatedAt());
        out.endObject();
    }

    /** Reads one. */
    public static Order read(JsonReader in) throws IOException {
        String clientOrderId = null;
        String brokerOrderId = null;
        String symbol = null;
        OrderSide side = null;
        OrderType type = null;
        BigDecimal quantity = null;
        BigDecimal notional = null;
        BigDecimal limitPrice = null;
        BigDecimal stopPrice = null;
        BigDecimal trailAmount = null;
        BigDecimal trailPercent = null;
        TimeInForce timeInForce = null;
        Instant expiresAt = null;
        OrderStatus status = null;
        BigDecimal filledQuantity = null;
        BigDecimal averageFillPrice = null;
        BigDecimal multiplier = null;
        String assetId = null;
        String parentOrderId = null;
        String replaces = null;
        String replacedBy = null;
        SortedMap<String, String> tags = null;
        Instant createdAt = null;
        Instant submittedAt = null;
        Instant updatedAt = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "clientOrderId" -> clientOrderId = in.text(clientOrderId);
                case "brokerOrderId" -> brokerOrderId = in.text(brokerOrderId);
                case "symbol" -> symbol = in.text(symbol);
                case "side" -> side = in.constant(side, OrderSide.class);
                case "type" -> type = in.constant(type, OrderType.class);
                case "quantity" -> quantity = in.amount(quantity);
                case "notional" -> notional = in.amount(notional);
                case "limitPrice" -> limitPrice = in.amount(limitPrice);
                case "stopPrice" -> stopPrice = in.amount(stopPrice);
                case "trailAmount" -> trailAmount = in.amount(trailAmount);
                case "trailPercent" -> trailPercent = in.amount(trailPercent);
                case "timeInForce" -> timeInForce = in.constant(timeInForce, TimeInForce.class);
                case "expiresAt" -> expiresAt = in.instant(expiresAt);
                case "status" -> status = in.constant(status, OrderStatus.class);
                case "filledQuantity" -> filledQuantity = in.amount(filledQuantity);
                case "averageFillPrice" -> averageFillPrice = in.amount(averageFillPrice);
                case "multiplier" -> multiplier = in.amount(multiplier);
                case "assetId" -> assetId = in.text(assetId);
                case "parentOrderId" -> parentOrderId = in.text(parentOrderId);
                case "replaces" -> replaces = in.text(replaces);
                case "replacedBy" -> replacedBy = in.text(replacedBy);
                case "tags" -> tags = in.map(tags, value -> value.text(null));
                case "createdAt" -> createdAt = in.instant(createdAt);
                case "submittedAt" -> submittedAt = in.instant(submittedAt);
                case "updatedAt" -> updatedAt = in.instant(updatedAt);
                default -> throw in.unknown(field);
            }
        }
        return new Order(
                in.required(clientOrderId, "clientOrderId"),
                brokerOrderId,
                in.required(symbol, "symbol"),
                in.required(side, "side"),
                in.required(type, "type"),
                quantity,
                notional,
                limitPrice,
                stopPrice,
                trailAmount,
                trailPercent,
                in.required(timeInForce, "timeInForce"),
                expiresAt,
                in.required(status, "status"),
                filledQuantity,
                averageFillPrice,
                multiplier,
                assetId,
                parentOrderId,
                replaces,
                replacedBy,
                tags == null ? Collections.emptySortedMap() : tags,
                createdAt,
                submittedAt,
                updatedAt);
    }
}
