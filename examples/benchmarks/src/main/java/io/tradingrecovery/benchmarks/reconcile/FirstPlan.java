package io.tradingrecovery.benchmarks.reconcile;

import io.tradingrecovery.reconcile.Plan;

/** Makes the first plan of its JVM and prints how long that took. */
final class FirstPlan {

    private FirstPlan() {}

    /** Takes the number of rows. */
    public static void main(String[] arguments) {
        MissedTrading trading = MissedTrading.of(Integer.parseInt(arguments[0]));
        long start = System.nanoTime();
        Plan plan = trading.plan();
        long nanos = System.nanoTime() - start;
        trading.requireRight(plan);
        System.out.println(nanos);
    }
}
