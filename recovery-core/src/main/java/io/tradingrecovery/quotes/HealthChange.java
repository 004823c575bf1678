package io.tradingrecovery.quotes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider's health changed. Immutable.
 *
 * @param provider its name
 * @param from the state before
 * @param to the state now; equal to {@code from} where only the reason changed
 * @param reason why it is not healthy; absent if it is
 * @param at when, by the chain's clock
 * @param lastFailure what it said last when it failed; absent if it never did
 */
public record HealthChange(
        String provider,
        ProviderState from,
        ProviderState to,
        @Nullable HealthReason reason,
        Instant at,
        @Nullable QuoteFailure lastFailure) {

    @Override
    public String toString() {
        return provider + ": " + from + " -> " + to + (reason == null ? "" : " (" + reason + ")")
                + (reason == null || lastFailure == null ? "" : ", last failure " + lastFailure);
    }
}
