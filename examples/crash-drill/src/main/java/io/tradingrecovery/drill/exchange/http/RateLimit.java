package io.tradingrecovery.drill.exchange.http;

import java.time.Instant;
import java.util.Map;

/** The headers of an answer to a client that has used up its minute; here a minute lasts a second. */
final class RateLimit {

    private RateLimit() {}

    static Map<String, String> spent(String prefix, Instant now) {
        return Map.of(
                prefix + "-Limit",
                "200",
                prefix + "-Remaining",
                "0",
                prefix + "-Reset",
                Long.toString(now.getEpochSecond() + 1));
    }
}
