package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One order of the bot's, as the engine's copy and the journal know it. At least one of them does, or its id was read from
 * a journal's cut end.
 */
final class KnownOrder {

    final String clientOrderId;

    /** As the engine's own copy has it: what its positions and cash include. */
    @Nullable
    Order copied;

    /** As the journal has it, with its fills. */
    @Nullable
    JournaledOrder journalled;

    /** What the journal kept of it. */
    @Nullable
    ClosedOrder remembered;

    /** As the broker has it, once its rows are assigned. */
    @Nullable
    Order row;

    private @Nullable Order merged;

    /** Units of it that the copy's fills name, for a copy whose order does not say. */
    BigDecimal copiedFills = BigDecimal.ZERO;

    KnownOrder(String clientOrderId) {
        this.clientOrderId = clientOrderId;
    }

    /** What both together know of it; absent where only its id is known. */
    @Nullable
    Order ours() {
        Order journal = journalled == null ? null : journalled.order();
        if (copied == null || journal == null) {
            return copied == null ? journal : copied;
        }
        if (merged == null) {
            merged = merge(copied, journal);
        }
        return merged;
    }

    private static Order merge(Order copied, Order journal) {
        Order newer = Order.moreAdvanced(copied, journal);
        String brokerOrderId = copied.brokerOrderId() == null ? journal.brokerOrderId() : copied.brokerOrderId();
        if (newer.equals(copied) && Objects.equals(brokerOrderId, copied.brokerOrderId())) {
            return copied;
        }
        return copied.toBuilder()
                .status(newer.status())
                .filledQuantity(newer.filledQuantity())
                .averageFillPrice(newer.averageFillPrice())
                .brokerOrderId(brokerOrderId)
                .replacedBy(copied.replacedBy() == null ? journal.replacedBy() : copied.replacedBy())
                .submittedAt(copied.submittedAt() == null ? journal.submittedAt() : copied.submittedAt())
                .updatedAt(newer.updatedAt())
                .build();
    }

    @Nullable
    String brokerOrderId() {
        if (copied != null && copied.brokerOrderId() != null) {
            return copied.brokerOrderId();
        }
        if (journalled != null && journalled.order().brokerOrderId() != null) {
            return journalled.order().brokerOrderId();
        }
        return remembered == null ? null : remembered.brokerOrderId();
    }

    /** Units that the engine's positions include. */
    BigDecimal bookedQuantity() {
        BigDecimal filled = copied == null ? null : copied.filledQuantity();
        return filled == null ? copiedFills : filled;
    }

    /**
     * Whether the bot sent it, or was about to, and never learned what became of it: neither the engine's copy nor the
     * journal has an answer. An order closed as not found may have been intended again since.
     */
    boolean isPendingIntent() {
        boolean unanswered = copied == null || isPending(copied) || copied.status() == OrderStatus.NOT_FOUND;
        Order last = journalled == null ? copied : journalled.order();
        return unanswered && last != null && isPending(last);
    }

    private static boolean isPending(Order order) {
        return order.status() == OrderStatus.INTENDED || order.status() == OrderStatus.AMBIGUOUS;
    }

    /** Whether the bot can't know how it stands without asking the broker. */
    boolean isOpenQuestion(HistoryWindow window) {
        if (copied != null) {
            return isOpen(copied) || (journalled != null && isOpen(journalled.order()));
        }
        if (journalled != null) {
            Instant closedAt = journalled.closedAt();
            return closedAt == null || window.isNews(closedAt);
        }
        return remembered == null || window.isNews(remembered.closedAt());
    }

    private static boolean isOpen(Order order) {
        return !order.status().isTerminal();
    }

    /**
     * Whether all that was filled beyond the {@linkplain #bookedQuantity booked quantity} is news to the engine. It is not
     * if the copy lacks an order that was made well before the copy: the engine knew it, booked it and forgot it.
     */
    boolean isNews(HistoryWindow window) {
        if (copied != null || isPendingIntent()) {
            return true;
        }
        if (journalled != null) {
            Instant born = HistoryWindow.bornAt(journalled.order());
            return born != null && window.isNews(born);
        }
        return remembered == null;
    }
}
