package io.tradingrecovery.quotes;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a provider does, at one moment. Immutable and safe to share between threads.
 *
 * @param provider its name
 * @param state whether it is asked
 * @param reason why it is not healthy; absent if it is
 * @param since when state and reason last changed, by the chain's clock
 * @param windowRequests of how many requests the success rate is: at most the last 100, since the last recovery
 * @param successRate the share of them that succeeded, 0 to 1; 1 where there were none
 * @param latency the moving average of successful requests; absent before the first
 * @param consecutiveFailures how many requests in a row failed, up to the last one
 * @param staleShare the share of its quotes that were old while fresher ones existed, 0 to 1
 * @param lastFailure what it said when it last gave no quote, whether that counts against it or not; absent if never
 * @param lastFailureAt when that was
 * @param lastSuccessAt when it last gave a valid quote; absent if never
 * @param throttledUntil until when nothing is sent; absent if it is not throttled
 * @param nextProbeAt when it is tested next; absent unless it is failed
 * @param inFlight requests under way, hung ones included
 * @param hungCalls requests past their time that have not ended
 * @param totals what was counted since the chain was built
 */
public record ProviderHealth(
        String provider,
        ProviderState state,
        @Nullable HealthReason reason,
        Instant since,
        int windowRequests,
        double successRate,
        @Nullable Duration latency,
        int consecutiveFailures,
        double staleShare,
        @Nullable QuoteFailure lastFailure,
        @Nullable Instant lastFailureAt,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant throttledUntil,
        @Nullable Instant nextProbeAt,
        int inFlight,
        int hungCalls,
        Totals totals) {

    /**
     * Counters of one provider.
     *
     * @param requests sent, probes and retries included
     * @param successes answered with a valid quote
     * @param failures counted against its health
     * @param retries sent because the first try failed
     * @param probes sent to test whether it is back
     * @param lateResults that came after the state had changed and were not counted
     */
    public record Totals(long requests, long successes, long failures, long retries, long probes, long lateResults) {}

    @Override
    public String toString() {
        return provider + " " + state + (reason == null ? "" : " (" + reason + ")")
                + String.format(java.util.Locale.ROOT, ", %.0f %% of %d succeeded", successRate * 100, windowRequests)
                + (latency == null ? "" : ", " + latency.toMillis() + " ms")
                + (lastFailure == null ? "" : ", last failure " + lastFailure);
    }
}
