package io.tradingrecovery.benchmarks.quotes;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** What the chain costs around a provider that answers at once. */
final class ChainBenchmark implements Benchmark {

    private static final String NANOSECONDS = "ns";

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public List<Measurement> measure(Run run) throws RunnerException {
        Jmh one = Jmh.run(
                run,
                ChainCosts.class,
                1,
                "direct",
                "chain",
                "resilience4j",
                "failsafe",
                "cached",
                "skipping",
                "blocking");
        Jmh two = Jmh.run(run, ChainCosts.class, 2, "chain");
        double direct = one.nanos("direct");
        double chain = one.nanos("chain") - direct;
        double resilience4j = one.nanos("resilience4j") - direct;
        double failsafe = one.nanos("failsafe") - direct;
        double skipped = (one.nanos("skipping") - one.nanos("chain")) / ChainCosts.SKIPPED;
        return List.of(
                value("chain around a provider that answers at once", chain, Target.atMost(1_000)),
                against("the same against Resilience4j: breaker, retry, rate limiter, bulkhead", chain, resilience4j),
                against("the same against Failsafe: retry, breaker, rate limiter, bulkhead", chain, failsafe),
                value("chain around a blocking lambda", one.nanos("blocking"), Target.atMost(30_000)),
                value("quote that the cache has", one.nanos("cached"), Target.atMost(200)),
                value("each provider that is skipped", skipped, Target.atMost(150)),
                Measurement.ofValue(
                        "two threads' throughput, of one thread's",
                        2 * one.nanos("chain") / two.nanos("chain"),
                        "x",
                        Target.atLeast(1.6),
                        "each asks for a symbol of its own"),
                Measurement.ofValue(
                        "allocated by a call",
                        one.bytes("chain"),
                        "B",
                        Target.atMost(400),
                        "the provider's own " + Math.round(one.bytes("direct")) + " B included"));
    }

    private static Measurement value(String name, double nanos, @Nullable Target target) {
        return Measurement.ofValue(name, nanos, NANOSECONDS, target, "");
    }

    private static Measurement against(String name, double nanos, double others) {
        return new Measurement(
                name, nanos, NANOSECONDS, others, nanos / others, null, Target.below(1), "beyond the call");
    }
}
