package io.tradingrecovery;

import io.tradingrecovery.OrderResolution.Outcome;
import io.tradingrecovery.OrderResolution.Request;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.recovery.Alert;
import io.tradingrecovery.recovery.RecoveryCoordinator;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.time.Scheduler;
import io.tradingrecovery.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of orders whose answer was lost: asks the broker after 1, 2, 4 … seconds, then every minute, until
 * it is known. That an order is not there counts only once lag can't explain it. Safe for use by many threads.
 */
final class AmbiguousOrders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TradingRecovery.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** What is needed to ask and to write down the answer. */
    record Means(
            RecoveryCoordinator coordinator,
            Supplier<Set<BrokerCapability>> capabilities,
            Duration settleTime,
            Clock clock,
            Ticker ticker) {}

    private final Means means;
    private final Scheduler scheduler;
    private final Consumer<OrderResolution> listener;

    AmbiguousOrders(Means means, Scheduler scheduler, Consumer<OrderResolution> listener) {
        this.means = means;
        this.scheduler = scheduler;
        this.listener = listener;
    }

    private record Lost(String clientOrderId, Request request, OrderJournal journal, long since) {}

    /** Begins to ask. */
    void resolve(String clientOrderId, Request request, OrderJournal journal) {
        askLater(new Lost(clientOrderId, request, journal, means.ticker().nanos()), Duration.ofSeconds(1));
    }

    private void askLater(Lost lost, Duration wait) {
        Scheduler.Scheduled unused = scheduler.schedule(() -> ask(lost, wait), wait);
    }

    private void ask(Lost lost, Duration waited) {
        OrderResolution resolution = null;
        try {
            resolution = judge(lost, means.coordinator().ask(OrderKey.ofClient(lost.clientOrderId())));
            if (resolution != null) {
                write(lost, resolution);
            }
        } catch (BrokerException e) {
            LOG.debug("Order {} is asked for again: {}", lost.clientOrderId(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("What became of order {} could not be written down: {}", lost.clientOrderId(), e.getMessage());
        }
        if (resolution == null) {
            Duration doubled = waited.multipliedBy(2);
            askLater(lost, doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT);
        } else {
            tell(lost, resolution);
        }
    }

    /** What an answer means; absent if it means nothing yet. */
    private @Nullable OrderResolution judge(Lost lost, OrderLookup answer) {
        if (answer instanceof OrderLookup.Found found) {
            return found(lost, found.order());
        }
        if (answer instanceof OrderLookup.NotFound && isSettled(lost) && notFoundIsProof()) {
            return new OrderResolution(lost.clientOrderId(), lost.request(), Outcome.NEVER_ARRIVED, null);
        }
        return null;
    }

    private @Nullable OrderResolution found(Lost lost, Order order) {
        OrderStatus status = order.status();
        if (lost.request() != Request.CANCEL) {
            Outcome outcome = status == OrderStatus.REJECTED ? Outcome.REFUSED : Outcome.ARRIVED;
            return new OrderResolution(lost.clientOrderId(), lost.request(), outcome, order);
        }
        if (status.isTerminal()) {
            return new OrderResolution(lost.clientOrderId(), lost.request(), Outcome.ARRIVED, order);
        }
        return status != OrderStatus.PENDING_CANCEL && isSettled(lost)
                ? new OrderResolution(lost.clientOrderId(), lost.request(), Outcome.NEVER_ARRIVED, order)
                : null;
    }

    private boolean isSettled(Lost lost) {
        return means.ticker().nanos() - lost.since() >= means.settleTime().toNanos();
    }

    private boolean notFoundIsProof() {
        return means.capabilities().get().contains(BrokerCapability.EXACT_LOOKUP_BY_CLIENT_ORDER_ID);
    }

    private static void write(Lost lost, OrderResolution resolution) {
        String id = lost.clientOrderId();
        Order order = resolution.order();
        String brokerId = order == null ? null : order.brokerOrderId();
        OrderJournal journal = lost.journal();
        String reason = resolution.outcome() == Outcome.REFUSED ? "refused by the broker" : "it never arrived";
        boolean arrived = resolution.outcome() == Outcome.ARRIVED;
        var receipt = switch (lost.request()) {
            case SUBMIT ->
                switch (resolution.outcome()) {
                    case ARRIVED -> journal.accepted(id, brokerId);
                    case REFUSED -> journal.rejected(id, null, reason);
                    case NEVER_ARRIVED -> journal.closed(id, OrderStatus.NOT_FOUND, reason);
                };
            case REPLACE ->
                switch (resolution.outcome()) {
                    case ARRIVED -> journal.replaceAccepted(id, brokerId);
                    case REFUSED, NEVER_ARRIVED -> journal.replaceRejected(id, null, reason);
                };
            case CANCEL -> arrived ? journal.cancelAccepted(id) : journal.cancelRejected(id, null, reason);
        };
        LOG.info(
                "The {} {} whose answer was lost: {} (journal record {})",
                lost.request().words(),
                id,
                resolution.outcome(),
                receipt.sequence());
    }

    private void tell(Lost lost, OrderResolution resolution) {
        if (resolution.outcome() != Outcome.ARRIVED && resolution.request() != Request.CANCEL) {
            means.coordinator().gate().gone(lost.clientOrderId());
        }
        try {
            listener.accept(resolution);
        } catch (RuntimeException | Error e) {
            means.coordinator()
                    .alerts()
                    .alert(Alert.of(
                            Alert.Level.WARNING,
                            "LISTENER_FAILED",
                            "The listener for resolved orders threw "
                                    + e.getClass().getSimpleName() + " when it was told of order "
                                    + lost.clientOrderId(),
                            means.clock().instant(),
                            Map.of()));
        }
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
