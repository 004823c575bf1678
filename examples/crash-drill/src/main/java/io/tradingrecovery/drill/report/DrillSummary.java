package io.tradingrecovery.drill.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tradingrecovery.drill.audit.Verdict;
import java.util.List;
import java.util.Map;

/**
 * A drill in figures, as {@code summary.json} has them.
 *
 * @param rounds how many rounds there were
 * @param unexplainedCash dollars, as a decimal number in a string; {@code unknown} if the bot does not know its cash
 * @param verdict {@code PASS} only if everything is zero and every round passed
 * @param measures the table of measures; those of time do not decide the verdict
 * @param scenarios what was played beside the rounds
 * @param timers the drill's own, shortened ones, by name
 * @param findings what the audit found, one sentence each
 * @param roundList the rounds
 */
@JsonPropertyOrder({
    "seed",
    "rounds",
    "ordersTaken",
    "fills",
    "ordersLost",
    "ordersDuplicated",
    "ordersMisbooked",
    "positionsDiffering",
    "unexplainedCash",
    "intentsMissing",
    "statesMissing",
    "twoBotsSeen",
    "recoverMillisMedian",
    "recoverMillisP99",
    "verdict"
})
public record DrillSummary(
        long seed,
        int rounds,
        long ordersTaken,
        long fills,
        int ordersLost,
        int ordersDuplicated,
        int ordersMisbooked,
        int positionsDiffering,
        String unexplainedCash,
        int intentsMissing,
        int statesMissing,
        int twoBotsSeen,
        long recoverMillisMedian,
        long recoverMillisP99,
        String verdict,
        List<Measure> measures,
        List<Scenario> scenarios,
        Map<String, String> timers,
        List<String> findings,
        List<Round> roundList) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * What a drill was.
     *
     * @param ordersTaken orders the exchange took
     * @param fills fills it made
     * @param timers the drill's own, shortened ones, by name
     */
    public record Course(
            long seed,
            List<Round> rounds,
            long ordersTaken,
            long fills,
            StartTimes starts,
            List<Scenario> scenarios,
            Map<String, String> timers) {}

    /** The summary. */
    public static DrillSummary of(Course course, Verdict verdict) {
        List<Round> rounds = course.rounds();
        RecoveryTimes times = RecoveryTimes.of(rounds);
        boolean passed = verdict.isClean()
                && rounds.stream().allMatch(Round::passed)
                && course.scenarios().stream().allMatch(Scenario::passed);
        return new DrillSummary(
                course.seed(),
                rounds.size(),
                course.ordersTaken(),
                course.fills(),
                verdict.ordersLost().size(),
                verdict.ordersDuplicated().size(),
                verdict.ordersMisbooked().size(),
                verdict.positionsDiffering().size(),
                verdict.cashUnknown() ? "unknown" : verdict.unexplainedCash().toPlainString(),
                verdict.intentsMissing().size(),
                verdict.statesMissing().size(),
                verdict.twoBots().size(),
                times.medianMillis(),
                times.p99Millis(),
                passed ? "PASS" : "FAIL",
                Measures.of(rounds, verdict, course.starts()),
                course.scenarios(),
                course.timers(),
                verdict.sentences(),
                List.copyOf(rounds));
    }

    /** Whether the drill proved what it is meant to. */
    public boolean passed() {
        return verdict.equals("PASS");
    }

    /** The summary as JSON. */
    public String toJson() {
        try {
            return MAPPER.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A summary can't be written as JSON", e);
        }
    }
}
