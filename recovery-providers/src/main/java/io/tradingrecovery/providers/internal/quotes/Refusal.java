package io.tradingrecovery.providers.internal.quotes;

import io.tradingrecovery.quotes.FailureKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a service means by an answer. Immutable and safe to share between threads.
 *
 * @param kind the failure it is; absent where the status alone says it, or it is none
 * @param advice what an operator should do, put after the diagnosis; may be empty
 */
public record Refusal(@Nullable FailureKind kind, String advice) {

    /** Nothing that the status does not say. */
    public static final Refusal AS_STATUS = new Refusal(null, "");

    /** A failure that needs no advice. */
    public static Refusal of(FailureKind kind) {
        return new Refusal(kind, "");
    }

    /**
     * What there is to judge by.
     *
     * @param status the HTTP status
     * @param state the member {@code status} of the body; empty if there is none
     * @param text what the body says is wrong, in small letters; the whole of a short body that is no JSON
     * @param json whether the body is a JSON object
     */
    public record Words(int status, String state, String text, boolean json) {

        /** Whether the text has this part. */
        public boolean say(String part) {
            return text.contains(part.toLowerCase(Locale.ROOT));
        }
    }
}
