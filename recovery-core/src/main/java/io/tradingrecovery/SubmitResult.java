package io.tradingrecovery;

import org.jspecify.annotations.Nullable;

/** What the broker answered to a new order, a replacement or a cancel. Immutable and safe to share between threads. */
public sealed interface SubmitResult {

    /**
     * The broker took it.
     *
     * @param brokerOrderId the broker's id; absent where it does not say
     */
    record Accepted(@Nullable String brokerOrderId) implements SubmitResult {}

    /**
     * The broker refused it: there is no such order, and there will be none.
     *
     * @param code the broker's code; absent where it gives none
     * @param reason the broker's words; absent where it gives none
     */
    record Rejected(@Nullable String code, @Nullable String reason) implements SubmitResult {}
}
