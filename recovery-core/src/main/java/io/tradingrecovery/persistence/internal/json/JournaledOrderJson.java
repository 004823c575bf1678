package io.tradingrecovery.persistence.internal.json;

import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** A journalled order as JSON. */
public final class JournaledOrderJson {

    private JournaledOrderJson() {}

    /** Writes one; what is absent is left out. */
    public static void write(JsonWriter out, JournaledOrder journaled) {
        out.beginObject();
        out.name("order");
        OrderJson.write(out, journaled.order());
        Optionals.list(out, "fills", journaled.fills(), FillJson::write);
        Optionals.instant(out, "closedAt", journaled.closedAt());
        out.endObject();
    }

    /** Reads one. */
    public static JournaledOrder read(JsonReader in) throws IOException {
        Order order = null;
        List<Fill> fills = null;
        Instant closedAt = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "order" -> order = in.object(order, OrderJson::read);
                case "fills" -> fills = in.list(fills, FillJson::read);
                case "closedAt" -> closedAt = in.instant(closedAt);
                default -> throw in.unknown(field);
            }
        }
        return new JournaledOrder(in.required(order, "order"), fills == null ? List.of() : fills, closedAt);
    }
}
