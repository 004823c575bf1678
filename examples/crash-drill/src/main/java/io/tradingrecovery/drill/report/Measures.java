package io.tradingrecovery.drill.report;

import io.tradingrecovery.drill.audit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The table of measures: what the drill counted, and what recovery costs in time. */
final class Measures {

    private static final double MOST_ADDED_MILLIS = 150;
    private static final long MOST_OVER_JVM_MILLIS = 15;

    private final List<Measure> rows = new ArrayList<>();

    private Measures() {}

    static List<Measure> of(List<Round> rounds, Verdict verdict, StartTimes starts) {
        Measures measures = new Measures();
        measures.counts(rounds, verdict);
        measures.times(rounds, starts);
        return List.copyOf(measures.rows);
    }

    private void counts(List<Round> rounds, Verdict verdict) {
        int wrong = verdict.ordersLost().size()
                + verdict.ordersDuplicated().size()
                + verdict.ordersMisbooked().size()
                + verdict.positionsDiffering().size();
        String cash =
                verdict.cashUnknown() ? "unknown" : verdict.unexplainedCash().toPlainString();
        rows.add(new Measure(
                "orders lost, sent twice or booked wrong, positions differing; unexplained dollars",
                "0; 0",
                wrong + "; " + cash,
                wrong == 0
                        && !verdict.cashUnknown()
                        && verdict.unexplainedCash().signum() == 0));
        count(
                "acknowledged intents or states missing after a kill",
                verdict.intentsMissing().size() + verdict.statesMissing().size());
        count("moments with two bots alive", verdict.twoBots().size());
        count(
                "rounds whose status fault and ledger do not allow",
                rounds.stream().filter(round -> !round.statusExpected()).count());
        SortedSet<String> reasons = new TreeSet<>();
        rounds.forEach(round -> reasons.addAll(round.gateReasons()));
        long stuck = rounds.stream()
                .filter(round ->
                        round.recoverMillis() < 0 && !round.gateReasons().isEmpty())
                .count();
        rows.add(new Measure(
                "gate reasons that were not left again", "0", stuck + " (met: " + reasons + ")", stuck == 0));
    }

    private void count(String name, long count) {
        rows.add(new Measure(name, "0", Long.toString(count), count == 0));
    }

    private void times(List<Round> rounds, StartTimes starts) {
        RecoveryTimes settled =
                RecoveryTimes.of(rounds.stream().filter(Round::settled).toList());
        if (settled.medianMillis() >= 0) {
            rows.add(new Measure(
                    "time to recover where something had to settle, median",
                    "",
                    settled.medianMillis() + " ms in "
                            + rounds.stream().filter(Round::settled).count() + " rounds",
                    true));
        }
        long[] ready = values(rounds.stream().map(Round::readyMicros).toList());
        if (ready.length > 0) {
            rows.add(new Measure(
                    "main to READY in the rounds, median",
                    "",
                    millis(RecoveryTimes.median(ready)) + " in " + ready.length + " rounds",
                    true));
        }
        if (!starts.bareMicros().isEmpty()) {
            starts(rounds, starts);
        }
    }

    private void starts(List<Round> rounds, StartTimes starts) {
        long bare = RecoveryTimes.median(values(starts.bareMicros()));
        long recovered = RecoveryTimes.median(values(starts.recoveredMicros()));
        double added = (recovered - bare) / 1000.0;
        rows.add(new Measure(
                "main to READY minus the same broker calls without the library, medians of "
                        + starts.bareMicros().size() + " starts each",
                "\u2264 150 ms",
                String.format(
                        Locale.ROOT,
                        "%s \u2212 %s = %.0f ms (%d and %d requests)",
                        millis(recovered),
                        millis(bare),
                        added,
                        starts.recoveredRequests(),
                        starts.bareRequests()),
                added <= MOST_ADDED_MILLIS && starts.recoveredRequests() == starts.bareRequests()));
        long[] mains = values(rounds.stream().map(Round::mainMillis).toList());
        if (mains.length > 0) {
            long jvm = RecoveryTimes.median(values(starts.jvmMillis()));
            long main = RecoveryTimes.median(mains);
            rows.add(new Measure(
                    "SIGKILL to the next main, median of " + mains.length + " kills",
                    "\u2264 bare JVM start + 15 ms",
                    main + " ms; the JVM alone " + jvm + " ms",
                    main <= jvm + MOST_OVER_JVM_MILLIS));
        }
    }

    private static long[] values(List<Long> values) {
        return values.stream()
                .mapToLong(Long::longValue)
                .filter(value -> value >= 0)
                .toArray();
    }

    private static String millis(long micros) {
        return Math.round(micros / 1000.0) + " ms";
    }
}
