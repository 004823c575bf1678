package io.tradingrecovery.drill.exchange.matching;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.Instant;

/** Something that happened at the exchange. All of them, in order, are the truth; everything else is worked out of them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LedgerEntry.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = LedgerEntry.Taken.class, name = "taken"),
    @JsonSubTypes.Type(value = LedgerEntry.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = LedgerEntry.Released.class, name = "released"),
    @JsonSubTypes.Type(value = LedgerEntry.Triggered.class, name = "triggered"),
    @JsonSubTypes.Type(value = LedgerEntry.Filled.class, name = "filled"),
    @JsonSubTypes.Type(value = LedgerEntry.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = LedgerEntry.Replaced.class, name = "replaced"),
    @JsonSubTypes.Type(value = LedgerEntry.CashMoved.class, name = "cash")
})
public sealed interface LedgerEntry {

    /** When, by the exchange's clock. */
    Instant at();

    /** The account was opened with this cash, in dollars. */
    record Opened(Instant at, String accountId, BigDecimal cash) implements LedgerEntry {}

    /** An order was taken. */
    record Taken(Instant at, Terms terms) implements LedgerEntry {}

    /** An order, or a change of one, was refused; {@code duplicate} if its client order id was taken already. */
    record Refused(Instant at, String clientOrderId, boolean duplicate, int code, String reason)
            implements LedgerEntry {}

    /** The held leg of a bracket began to work. */
    record Released(Instant at, String orderId) implements LedgerEntry {}

    /** An order's stop price traded. */
    record Triggered(Instant at, String orderId) implements LedgerEntry {}

    /** An order was filled, wholly or in part. */
    record Filled(Instant at, String fillId, String orderId, BigDecimal quantity, BigDecimal price)
            implements LedgerEntry {}

    /** An order was cancelled or expired. */
    record Ended(Instant at, String orderId, Status status) implements LedgerEntry {}

    /** An order gave its place to another. */
    record Replaced(Instant at, String orderId, Terms replacement) implements LedgerEntry {}

    /** Cash came in or went out other than by a fill; {@code kind} is the provider's code, as {@code CSD}. */
    record CashMoved(Instant at, String activityId, String kind, BigDecimal amount, String description)
            implements LedgerEntry {}
}
