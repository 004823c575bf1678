package io.tradingrecovery.benchmarks.quotes;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Group;
import java.util.List;

/** A quote through the chain, against the provider alone. */
public final class QuotesGroup implements Group {

    @Override
    public String name() {
        return "quotes";
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(new ChainBenchmark(), new AdapterBenchmark(), new FailoverBenchmark());
    }
}
