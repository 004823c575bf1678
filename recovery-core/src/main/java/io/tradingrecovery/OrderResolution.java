package io.tradingrecovery;

import io.tradingrecovery.state.Order;
import org.jspecify.annotations.Nullable;

/**
 * What became of an order whose answer was lost. Immutable and safe to share between threads.
 *
 * @param clientOrderId the order
 * @param request what was sent
 * @param outcome what became of it
 * @param order the order as the broker knows it; absent where it knows none
 */
public record OrderResolution(
        String clientOrderId,
        Request request,
        Outcome outcome,
        @Nullable Order order) {

    /** What was sent. */
    public enum Request {
        SUBMIT("order"),
        REPLACE("replacement"),
        CANCEL("cancel of");

        private final String words;

        Request(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** What became of it. */
    public enum Outcome {
        /** It had arrived: the broker works or has worked it. */
        ARRIVED,
        /** The broker had refused it. */
        REFUSED,
        /** It never arrived: sending it again under the same client order id is safe, and the bot's decision. */
        NEVER_ARRIVED
    }
}
