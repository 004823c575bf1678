package io.tradingrecovery.persistence.internal.json;

import io.tradingrecovery.state.Position;
import java.io.IOException;
import java.math.BigDecimal;

/** A position as JSON. */
public final class PositionJson {

    private PositionJson() {}

    /** Writes one; what is absent is left out. */
    public static void write(JsonWriter out, Position position) {
        out.beginObject();
        out.name("symbol").text(position.symbol());
        Optionals.amount(out, "quantity", position.quantity());
        Optionals.amount(out, "averagePrice", position.averagePrice());
        Optionals.amount(out, "multiplier", position.multiplier());
        Optionals.text(out, "assetId", position.assetId());
        out.endObject();
    }

    /** Reads one. */
    public static Position read(JsonReader in) throws IOException {
        String symbol = null;
        BigDecimal quantity = null;
        BigDecimal averagePrice = null;
        BigDecimal multiplier = null;
        String assetId = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "symbol" -> symbol = in.text(symbol);
                case "quantity" -> quantity = in.amount(quantity);
                case "averagePrice" -> averagePrice = in.amount(averagePrice);
                case "multiplier" -> multiplier = in.amount(multiplier);
                case "assetId" -> assetId = in.text(assetId);
                default -> throw in.unknown(field);
            }
        }
        return new Position(in.required(symbol, "symbol"), quantity, averagePrice, multiplier, assetId);
    }
}
