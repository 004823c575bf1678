package io.tradingrecovery.quotes;

import io.tradingrecovery.quotes.internal.Redaction;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider gave no usable quote. Failures are values inside the chain: making one costs no stack trace. Immutable
 * and safe to share between threads.
 *
 * <p>The diagnosis is cut to {@value #MAX_DIAGNOSIS} characters, freed of control characters and line ends, and what
 * looks like a key, token or password in it is blotted out; still, never put a secret into it.
 */
public final class QuoteFailure implements QuoteOutcome {

    /** The most characters of a diagnosis. */
    public static final int MAX_DIAGNOSIS = 300;

    private final FailureKind kind;
    private final String diagnosis;
    private final @Nullable Instant resetAt;

    private QuoteFailure(FailureKind kind, String diagnosis, @Nullable Instant resetAt) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.diagnosis = Redaction.clean(Objects.requireNonNull(diagnosis, "diagnosis"), MAX_DIAGNOSIS);
        this.resetAt = resetAt;
    }

    /** A failure; {@code diagnosis} is what an operator needs, such as the HTTP status and the start of the body. */
    public static QuoteFailure of(FailureKind kind, String diagnosis) {
        return new QuoteFailure(kind, diagnosis, null);
    }

    /**
     * Too many requests. Until {@code resetAt} nothing is sent to the provider; where it did not say when, give null, and
     * the chain waits a minute, doubled up to five each time it happens again.
     */
    public static QuoteFailure rateLimited(String diagnosis, @Nullable Instant resetAt) {
        return new QuoteFailure(FailureKind.RATE_LIMITED, diagnosis, resetAt);
    }

    /** What an exception of a client says: its type's name, its message without secrets, and the kind that fits best. */
    public static QuoteFailure of(Throwable failure) {
        return ThrownFailures.classify(failure);
    }

    /** The kind, which decides what the chain does. */
    public FailureKind kind() {
        return kind;
    }

    /** One line for the operator, without secrets. */
    public String diagnosis() {
        return diagnosis;
    }

    /** When requests are allowed again, by the provider's clock; absent where it was not said or has no meaning. */
    public @Nullable Instant resetAt() {
        return resetAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QuoteFailure that
                && kind == that.kind
                && diagnosis.equals(that.diagnosis)
                && Objects.equals(resetAt, that.resetAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, diagnosis, resetAt);
    }

    @Override
    public String toString() {
        return kind
                + (diagnosis.isEmpty() ? "" : ": " + diagnosis)
                + (resetAt == null ? "" : " (until " + resetAt + ")");
    }
}
