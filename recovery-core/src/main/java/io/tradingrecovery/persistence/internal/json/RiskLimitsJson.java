package io.tradingrecovery.persistence.internal.json;

import io.tradingrecovery.state.RiskLimit;
import io.tradingrecovery.state.RiskLimits;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;

/** The risk limits as JSON. */
public final class RiskLimitsJson {

    private RiskLimitsJson() {}

    /** Writes one; what is absent is left out. */
    public static void write(JsonWriter out, RiskLimits limits) {
        out.beginObject();
        Optionals.objects(out, "limits", limits.limits(), RiskLimitJson::write);
        if (limits.tradingHalted()) {
            out.name("tradingHalted").bool(true);
        }
        Optionals.text(out, "haltReason", limits.haltReason());
        Optionals.instant(out, "haltedAt", limits.haltedAt());
        out.endObject();
    }

    /** Reads one. */
    public static RiskLimits read(JsonReader in) throws IOException {
        SortedMap<String, RiskLimit> limits = null;
        Boolean tradingHalted = null;
        String haltReason = null;
        Instant haltedAt = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "limits" -> limits = in.map(limits, RiskLimitJson::read);
                case "tradingHalted" -> tradingHalted = in.bool(tradingHalted);
                case "haltReason" -> haltReason = in.text(haltReason);
                case "haltedAt" -> haltedAt = in.instant(haltedAt);
                default -> throw in.unknown(field);
            }
        }
        return new RiskLimits(
                limits == null ? Collections.emptySortedMap() : limits,
                Boolean.TRUE.equals(tradingHalted),
                haltReason,
                haltedAt);
    }
}
