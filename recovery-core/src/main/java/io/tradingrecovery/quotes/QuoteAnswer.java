package io.tradingrecovery.quotes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered to one request: an outcome for each symbol, or a failure of the whole. Immutable and safe to
 * share between threads.
 */
public final class QuoteAnswer {

    /** The one of a single symbol, or the failure of all; absent if {@link #outcomes} has them. */
    private final @Nullable QuoteOutcome only;

    private final @Nullable Map<String, QuoteOutcome> outcomes;
    private final int requests;
    private final @Nullable Instant exhaustedUntil;

    private QuoteAnswer(
            @Nullable QuoteOutcome only,
            @Nullable Map<String, QuoteOutcome> outcomes,
            int requests,
            @Nullable Instant exhaustedUntil) {
        this.only = only;
        this.outcomes = outcomes;
        this.requests = requests;
        this.exhaustedUntil = exhaustedUntil;
    }

    /** The answer to a request for one symbol. */
    public static QuoteAnswer of(Quote quote) {
        return new QuoteAnswer(Objects.requireNonNull(quote, "quote"), null, 1, null);
    }

    /** The failure of the whole request: it holds for every symbol that was asked for. */
    public static QuoteAnswer failed(QuoteFailure failure) {
        return new QuoteAnswer(Objects.requireNonNull(failure, "failure"), null, 1, null);
    }

    /** {@link #of(Quote)} or {@link #failed}, whichever the outcome is. */
    public static QuoteAnswer of(QuoteOutcome outcome) {
        return new QuoteAnswer(Objects.requireNonNull(outcome, "outcome"), null, 1, null);
    }

    /** An outcome for each symbol, by the symbol as it was asked for. */
    public static QuoteAnswer of(Map<String, ? extends QuoteOutcome> outcomes) {
        return new QuoteAnswer(null, Map.copyOf(outcomes), 1, null);
    }

    /** Starts an answer about several symbols. */
    public static Builder builder() {
        return new Builder();
    }

    /** This answer, which took so many requests; one unless said. They are charged to the provider's limits. */
    public QuoteAnswer withRequests(int sent) {
        if (sent < 0) {
            throw new IllegalArgumentException("An answer that took " + sent + " requests: give 0 if none was sent");
        }
        return new QuoteAnswer(only, outcomes, sent, exhaustedUntil);
    }

    /** This answer, with which the last request of the quota was spent: nothing is sent before {@code reset}. */
    public QuoteAnswer withExhaustedUntil(Instant reset) {
        return new QuoteAnswer(only, outcomes, requests, Objects.requireNonNull(reset, "reset"));
    }

    /** The failure of the whole request, if it failed as a whole. */
    public Optional<QuoteFailure> failure() {
        return only instanceof QuoteFailure failure ? Optional.of(failure) : Optional.empty();
    }

    @Nullable
    QuoteFailure failureOrNull() {
        return only instanceof QuoteFailure failure ? failure : null;
    }

    /**
     * What was said of one symbol. A symbol of which nothing was said is {@link FailureKind#MALFORMED}: silence is not the
     * answer that it does not exist.
     */
    public QuoteOutcome outcome(String symbol) {
        QuoteOutcome outcome = outcomes == null ? only : outcomes.get(symbol);
        if (outcome instanceof QuoteFailure
                || (outcome instanceof Quote quote && quote.symbol().equals(symbol))) {
            return outcome;
        }
        return QuoteFailure.of(
                FailureKind.MALFORMED,
                outcome instanceof Quote quote
                        ? "asked for " + symbol + ", got " + quote.symbol()
                        : "the answer says nothing of " + symbol);
    }

    /** How many requests it took. */
    public int requests() {
        return requests;
    }

    /** Until when nothing may be sent, as the provider said beside its answer; absent where it did not. */
    public @Nullable Instant exhaustedUntil() {
        return exhaustedUntil;
    }

    @Override
    public String toString() {
        return String.valueOf(outcomes == null ? only : outcomes);
    }

    /** Collects the outcomes of several symbols. Not thread-safe. */
    public static final class Builder {

        private final Map<String, QuoteOutcome> outcomes = new LinkedHashMap<>();

        private Builder() {}

        /** A quote, under its symbol. */
        public Builder quote(Quote quote) {
            return outcome(quote.symbol(), quote);
        }

        /** Why there is no quote of this symbol. */
        public Builder failure(String symbol, QuoteFailure failure) {
            return outcome(symbol, failure);
        }

        /** What was said of this symbol; the last word counts. */
        public Builder outcome(String symbol, QuoteOutcome outcome) {
            outcomes.put(Objects.requireNonNull(symbol, "symbol"), Objects.requireNonNull(outcome, "outcome"));
            return this;
        }

        /** The answer. */
        public QuoteAnswer build() {
            return of(outcomes);
        }
    }
}
