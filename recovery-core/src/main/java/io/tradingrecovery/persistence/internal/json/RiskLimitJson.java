package io.tradingrecovery.persistence.internal.json;

import io.tradingrecovery.state.RiskLimit;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** A risk limit as JSON. */
public final class RiskLimitJson {

    private RiskLimitJson() {}

    /** Writes one; what is absent is left out. */
    public static void write(JsonWriter out, RiskLimit limit) {
        out.beginObject();
        out.name("limit").amount(limit.limit());
        Optionals.amount(out, "used", limit.used());
        Optionals.instant(out, "periodEnd", limit.periodEnd());
        out.endObject();
    }

    /** Reads one. */
    public static RiskLimit read(JsonReader in) throws IOException {
        BigDecimal limit = null;
        BigDecimal used = null;
        Instant periodEnd = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "limit" -> limit = in.amount(limit);
                case "used" -> used = in.amount(used);
                case "periodEnd" -> periodEnd = in.instant(periodEnd);
                default -> throw in.unknown(field);
            }
        }
        return new RiskLimit(in.required(limit, "limit"), used, periodEnd);
    }
}
