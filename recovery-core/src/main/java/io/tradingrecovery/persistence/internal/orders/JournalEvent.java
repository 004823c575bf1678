package io.tradingrecovery.persistence.internal.orders;

import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one journal record says. {@link #at()} is when it was journalled, by the bot's clock. */
public sealed interface JournalEvent {

    /** When it was journalled. */
    Instant at();

    /** A new order is about to be sent. */
    record Submit(Instant at, Order order) implements JournalEvent {}

    /** An order is about to be sent that takes the place of the one named in {@link Order#replaces()}. */
    record Replace(Instant at, Order order) implements JournalEvent {}

    /** A cancel is about to be sent. */
    record Cancel(Instant at, String clientOrderId) implements JournalEvent {}

    /** What a request is. */
    enum Request {
        SUBMIT,
        REPLACE,
        CANCEL
    }

    /** How a request was answered. */
    enum Outcome {
        ACCEPTED,
        REJECTED,
        /** The answer was lost: the request may have taken effect or not. */
        AMBIGUOUS
    }

    /** The answer to a request; {@code clientOrderId} is that of the new order for a replacement. */
    record Answer(
            Instant at,
            Request request,
            String clientOrderId,
            Outcome outcome,
            @Nullable String brokerOrderId,
            @Nullable String code,
            @Nullable String reason)
            implements JournalEvent {}

    /** An order filled, in part or completely. */
    record Filled(Instant at, Fill fill) implements JournalEvent {}

    /** An order ended. */
    record Closed(
            Instant at,
            String clientOrderId,
            OrderStatus status,
            @Nullable String reason) implements JournalEvent {}

    /** Trading was halted. */
    record Halt(Instant at, String reason) implements JournalEvent {}

    /** A person ended the halt. */
    record ClearHalt(Instant at, String by) implements JournalEvent {}

    /** A remark for whoever reads the journal. */
    record Note(Instant at, String text) implements JournalEvent {}
}
