package io.tradingrecovery.persistence.internal.json;

import io.tradingrecovery.state.TradingHalt;
import java.io.IOException;
import java.time.Instant;

/** A halt as JSON. */
public final class TradingHaltJson {

    private TradingHaltJson() {}

    /** Writes one. */
    public static void write(JsonWriter out, TradingHalt halt) {
        out.beginObject();
        out.name("reason").text(halt.reason());
        out.name("at").instant(halt.at());
        out.endObject();
    }

    /** Reads one. */
    public static TradingHalt read(JsonReader in) throws IOException {
        String reason = null;
        Instant at = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "reason" -> reason = in.text(reason);
                case "at" -> at = in.instant(at);
                default -> throw in.unknown(field);
            }
        }
        return new TradingHalt(in.required(reason, "reason"), in.required(at, "at"));
    }
}
