package io.tradingrecovery.persistence.internal.json;

import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.OrderSide;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** A fill as JSON. */
public final class FillJson {

    private FillJson() {}

    /** Writes one; what is absent is left out. */
    public static void write(JsonWriter out, Fill fill) {
        out.beginObject();
        out.name("fillId").text(fill.fillId());
        Optionals.text(out, "clientOrderId", fill.clientOrderId());
        Optionals.text(out, "brokerOrderId", fill.brokerOrderId());
        out.name("symbol").text(fill.symbol());
        out.name("side").constant(fill.side());
        Optionals.amount(out, "quantity", fill.quantity());
        Optionals.amount(out, "price", fill.price());
        out.name("time").instant(fill.time());
        Optionals.amount(out, "cumulativeQuantity", fill.cumulativeQuantity());
        Optionals.amount(out, "fee", fill.fee());
        Optionals.text(out, "feeAsset", fill.feeAsset());
        if (fill.inferred()) {
            out.name("inferred").bool(true);
        }
        out.endObject();
    }

    /** Reads one. */
    public static Fill read(JsonReader in) throws IOException {
        String fillId = null;
        String clientOrderId = null;
        String brokerOrderId = null;
        String symbol = null;
        OrderSide side = null;
        BigDecimal quantity = null;
        BigDecimal price = null;
        Instant time = null;
        BigDecimal cumulativeQuantity = null;
        BigDecimal fee = null;
        String feeAsset = null;
        Boolean inferred = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "fillId" -> fillId = in.text(fillId);
                case "clientOrderId" -> clientOrderId = in.text(clientOrderId);
                case "brokerOrderId" -> brokerOrderId = in.text(brokerOrderId);
                case "symbol" -> symbol = in.text(symbol);
                case "side" -> side = in.constant(side, OrderSide.class);
                case "quantity" -> quantity = in.amount(quantity);
                case "price" -> price = in.amount(price);
                case "time" -> time = in.instant(time);
                case "cumulativeQuantity" -> cumulativeQuantity = in.amount(cumulativeQuantity);
                case "fee" -> fee = in.amount(fee);
                case "feeAsset" -> feeAsset = in.text(feeAsset);
                case "inferred" -> inferred = in.bool(inferred);
                default -> throw in.unknown(field);
            }
        }
        return new Fill(
                in.required(fillId, "fillId"),
                clientOrderId,
                brokerOrderId,
                in.required(symbol, "symbol"),
                in.required(side, "side"),
                quantity,
                price,
                in.required(time, "time"),
                cumulativeQuantity,
                fee,
                feeAsset,
                Boolean.TRUE.equals(inferred));
    }
}
