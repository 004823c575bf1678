package io.tradingrecovery.benchmarks;

import java.util.List;

/** One experiment, which may yield several measurements. */
public interface Benchmark {

    /** The name to choose it by. */
    String name();

    /** Carries it out; everything it creates lies in the run's directory. */
    List<Measurement> measure(Run run) throws Exception;
}
