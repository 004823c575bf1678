package io.tradingrecovery.benchmarks.reconcile;

import com.sun.management.ThreadMXBean;
import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.reconcile.Plan;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a plan for a very large book takes beyond its inputs: everything it allocates, garbage included, which no peak can
 * exceed; and what of it lives on in the plan.
 */
final class MemoryBenchmark implements Benchmark {

    private static final int ROWS = 100_000;
    private static final int KINDS_OF_ROWS = 3;
    private static final int COLLECTIONS = 3;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Measurement> measure(Run run) {
        MissedTrading trading = MissedTrading.of(ROWS);
        trading.requireRight(trading.plan());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long usedBefore = used();
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        Plan plan = trading.plan();
        long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        long kept = used() - usedBefore;
        trading.requireRight(plan);
        String note = "100,000 positions, 100,000 orders, 100,000 new fills";
        return List.of(
                Measurement.ofValue(
                        "allocated for a plan, garbage included, beyond its inputs",
                        (double) allocated / ROWS / KINDS_OF_ROWS,
                        "bytes/row",
                        Target.atMost(1_024),
                        note),
                Measurement.ofValue(
                        "kept by the plan, beyond its inputs",
                        (double) kept / ROWS / KINDS_OF_ROWS,
                        "bytes/row",
                        null,
                        note));
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
