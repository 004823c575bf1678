package io.tradingrecovery.benchmarks;

import java.util.List;

/** Measurements of one part of the library, run one after another in this JVM. */
public interface Group {

    /** The name to run it by. */
    String name();

    /** What it measures, in the order it is run. */
    List<Benchmark> benchmarks();
}
