package io.tradingrecovery.persistence.internal.json;

import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.OrderStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A closed order as JSON. */
public final class ClosedOrderJson {

    private ClosedOrderJson() {}

    /** Writes one; what is absent is left out. */
    public static void write(JsonWriter out, ClosedOrder order) {
        out.beginObject();
        out.name("clientOrderId").text(order.clientOrderId());
        Optionals.text(out, "brokerOrderId", order.brokerOrderId());
        out.name("status").constant(order.status());
        Optionals.amount(out, "filledQuantity", order.filledQuantity());
        Optionals.amount(out, "averageFillPrice", order.averageFillPrice());
        out.name("closedAt").instant(order.closedAt());
        Optionals.list(out, "fillIds", order.fillIds(), JsonWriter::text);
        out.endObject();
    }

    /** Reads one. */
    public static ClosedOrder read(JsonReader in) throws IOException {
        String clientOrderId = null;
        String brokerOrderId = null;
        OrderStatus status = null;
        BigDecimal filledQuantity = null;
        BigDecimal averageFillPrice = null;
        Instant closedAt = null;
        List<String> fillIds = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "clientOrderId" -> clientOrderId = in.text(clientOrderId);
                case "brokerOrderId" -> brokerOrderId = in.text(brokerOrderId);
                case "status" -> status = in.constant(status, OrderStatus.class);
                case "filledQuantity" -> filledQuantity = in.amount(filledQuantity);
                case "averageFillPrice" -> averageFillPrice = in.amount(averageFillPrice);
                case "closedAt" -> closedAt = in.instant(closedAt);
                case "fillIds" -> fillIds = in.list(fillIds, value -> value.text(null));
                default -> throw in.unknown(field);
            }
        }
        return new ClosedOrder(
                in.required(clientOrderId, "clientOrderId"),
                brokerOrderId,
                in.required(status, "status"),
                filledQuantity,
                averageFillPrice,
                in.required(closedAt, "closedAt"),
                fillIds == null ? List.of() : fillIds);
    }
}
