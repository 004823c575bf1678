package io.tradingrecovery.benchmarks.quotes;

import io.tradingrecovery.benchmarks.Run;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the methods of a class by JMH: two JVMs of their own, in each three warm-up and five measured iterations of a second.
 * With few pairs it is for trying only: in this JVM, a few milliseconds each.
 */
final class Jmh {

    private static final int FEW_PAIRS = 500;

    private final Map<String, RunResult> results;

    private Jmh(Collection<RunResult> all) {
        results = all.stream()
                .collect(Collectors.toMap(result -> result.getPrimaryResult().getLabel(), Function.identity()));
    }

    static Jmh run(Run run, Class<?> type, int threads, String... methods) throws RunnerException {
        boolean trying = run.pairs() < FEW_PAIRS;
        TimeValue time = trying ? TimeValue.milliseconds(10) : TimeValue.seconds(1);
        // Another run on this machine would only be noise, and the lock is a file that is nobody's here.
        System.setProperty("jmh.ignoreLock", "true");
        OptionsBuilder options = new OptionsBuilder();
        for (String method : methods) {
            options.include("^" + type.getName().replace(".", "\\.") + "\\." + method + "$");
        }
        options.threads(threads)
                .forks(trying ? 0 : 2)
                .warmupIterations(trying ? 1 : 3)
                .measurementIterations(trying ? 1 : 5)
                .warmupTime(time)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return new Jmh(new Runner(options.build()).run());
    }

    /** The time of a call in nanoseconds: the median of the iterations, each of which is a mean. */
    double nanos(String method) {
        return result(method).getPrimaryResult().getStatistics().getPercentile(50);
    }

    /** Bytes allocated by a call. */
    double bytes(String method) {
        Result<?> allocated = result(method).getSecondaryResults().get("gc.alloc.rate.norm");
        if (allocated == null) {
            throw new IllegalStateException("JMH did not measure what " + method + " allocates");
        }
        return allocated.getScore();
    }

    private RunResult result(String method) {
        RunResult result = results.get(method);
        if (result == null) {
            throw new IllegalStateException("JMH did not run " + method + ", only " + results.keySet());
        }
        return result;
    }
}
