package io.tradingrecovery.benchmarks.quotes;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.providers.alpaca.AlpacaQuoteProvider;
import io.tradingrecovery.providers.polygon.PolygonQuoteProvider;
import io.tradingrecovery.quotes.ProviderLimits;
import io.tradingrecovery.quotes.ProviderState;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteProvider;
import io.tradingrecovery.quotes.ResilientDataProvider;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** A quote when the first provider refuses connections, once it is out of service, against the second one alone. */
final class FailoverBenchmark implements Benchmark {

    private static final String SYMBOL = "SPY";
    private static final int MOST_CALLS = 20;
    private static final double MICROSECOND = 1e3;

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        try (LoopbackServer server = new LoopbackServer(FailoverBenchmark::snapshot);
                QuoteProvider alone = polygon(server);
                ResilientDataProvider chain = ResilientDataProvider.builder()
                        .primary(AlpacaQuoteProvider.builder()
                                .keys("key-id", "secret-key")
                                .baseUrl(LoopbackServer.refusingUrl())
                                .build())
                        .fallback(polygon(server))
                        .deadline(DirectCall.PATIENCE)
                        .attemptTimeout(DirectCall.PATIENCE.dividedBy(2))
                        .build()) {
            trip(chain);
            return List.of(Measurement.ofPairs(
                    "quote when Alpaca refuses connections, against Polygon alone",
                    "µs",
                    MICROSECOND,
                    Interleaved.measure(run.pairs(), () -> ask(chain), new DirectCall(alone, SYMBOL)::ask),
                    Target.atMost(1.10),
                    "after the trip, on loopback"));
        }
    }

    private static QuoteProvider polygon(LoopbackServer server) {
        return PolygonQuoteProvider.builder()
                .key("the-key")
                .baseUrl(server.url())
                .limits(ProviderLimits.NONE)
                .build();
    }

    private static void trip(ResilientDataProvider chain) throws IOException {
        for (int i = 0; i < MOST_CALLS; i++) {
            chain.getQuote(SYMBOL);
            if (chain.health().get(0).state() == ProviderState.FAILED) {
                return;
            }
        }
        throw new IOException("Alpaca was not taken out of service: " + chain.health());
    }

    private static long ask(ResilientDataProvider chain) throws IOException {
        Quote quote = chain.getQuote(SYMBOL);
        if (!quote.source().equals("polygon") || quote.fromCache()) {
            throw new IOException("not what is to be measured: " + quote);
        }
        return quote.eventTime().toEpochMilli();
    }

    /** What Polygon answers about one symbol. */
    private static String snapshot() {
        Instant now = Instant.now();
        String nanos = now.getEpochSecond() + String.format("%09d", now.getNano());
        return "{\"status\":\"OK\",\"request_id\":\"r\",\"results\":[{\"ticker\":\"SPY\",\"type\":\"stocks\",\"last_quote\":{"
                + "\"bid\":500.01,\"bid_size\":3,\"ask\":500.03,\"ask_size\":2,\"last_updated\":" + nanos
                + ",\"timeframe\":\"REAL-TIME\"},\"last_trade\":{\"price\":500.02,\"size\":100,\"sip_timestamp\":"
                + nanos
                + "}}]}";
    }
}
