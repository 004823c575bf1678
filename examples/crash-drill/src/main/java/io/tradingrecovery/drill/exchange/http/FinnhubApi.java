package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tradingrecovery.drill.exchange.Venue;
import io.tradingrecovery.drill.exchange.fault.Target;
import io.tradingrecovery.drill.exchange.matching.Print;
import java.math.BigDecimal;
import java.util.Optional;

/** Finnhub's quote endpoint: the last price alone, its time in whole seconds, zeros for a symbol that does not exist. */
final class FinnhubApi implements Api {

    private final Venue venue;
    private final Instruments instruments;

    FinnhubApi(Venue venue) {
        this.venue = venue;
        this.instruments = new Instruments(venue.market().symbols());
    }

    @Override
    public Target target() {
        return Target.FINNHUB;
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/api/v1/quote");
    }

    @Override
    public Reply answer(Request request) {
        if (!Keys.finnhub(request)) {
            return Reply.of(401, Json.object().put("error", "Invalid API key."));
        }
        Optional<String> symbol = instruments.find(request.parameter("symbol", ""));
        if (symbol.isEmpty()) {
            return Reply.ok(quote(BigDecimal.ZERO, 0));
        }
        Print last = venue.last(symbol.get());
        return Reply.ok(quote(last.price(), last.at().getEpochSecond()));
    }

    private static ObjectNode quote(BigDecimal price, long seconds) {
        return Json.object()
                .put("c", price)
                .put("d", 0)
                .put("dp", 0)
                .put("h", price)
                .put("l", price)
                .put("o", price)
                .put("pc", price)
                .put("t", seconds);
    }

    @Override
    public Reply tooMany() {
        return Reply.of(429, Json.object().put("error", "API limit reached. Please try again later."))
                .with(RateLimit.spent("X-Ratelimit", venue.now()));
    }

    @Override
    public Reply bad(String reason) {
        return Reply.of(400, Json.object().put("error", reason));
    }
}
