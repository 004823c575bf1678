package io.tradingrecovery.benchmarks.quotes;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.providers.alpaca.AlpacaQuoteProvider;
import io.tradingrecovery.quotes.QuoteProvider;
import java.time.Instant;
import java.util.List;

/** A quote over HTTP through Alpaca's adapter, against the bare client and parser. */
final class AdapterBenchmark implements Benchmark {

    private static final String SYMBOL = "SPY";
    private static final double MICROSECOND = 1e3;

    @Override
    public String name() {
        return "adapter";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        try (LoopbackServer server = new LoopbackServer(AdapterBenchmark::snapshot);
                QuoteProvider alpaca = AlpacaQuoteProvider.builder()
                        .keys("key-id", "secret-key")
                        .baseUrl(server.url())
                        .build()) {
            BareCall bare = new BareCall(server.url(), SYMBOL);
            DirectCall adapter = new DirectCall(alpaca, SYMBOL);
            return List.of(
                    row("sendAsync", Interleaved.measure(run.pairs(), adapter::ask, bare::askInTime)),
                    row("send, which ends no late body", Interleaved.measure(run.pairs(), adapter::ask, bare::ask)));
        }
    }

    private static Measurement row(String way, PairedTimes times) {
        return Measurement.ofPairs(
                "HTTP quote through the adapter against Jackson and HttpClient's " + way,
                "µs",
                MICROSECOND,
                times,
                Target.atMost(1.10),
                "loopback");
    }

    /** What Alpaca answers about one symbol. */
    static String snapshot() {
        Instant now = Instant.now();
        return "{\"SPY\":{\"latestQuote\":{\"t\":\"" + now
                + "\",\"bp\":500.01,\"bs\":3,\"ap\":500.03,\"as\":2,\"bx\":\"V\",\"ax\":\"V\",\"c\":[\"R\"],\"z\":\"B\"},"
                + "\"latestTrade\":{\"t\":\"" + now
                + "\",\"p\":500.02,\"s\":100,\"x\":\"V\",\"c\":[\"@\"],\"i\":1,\"z\":\"B\"},"
                + "\"minuteBar\":null,\"dailyBar\":null,\"prevDailyBar\":null}}";
    }
}
