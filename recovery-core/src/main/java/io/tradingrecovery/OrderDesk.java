package io.tradingrecovery;

import io.tradingrecovery.OrderResolution.Request;
import io.tradingrecovery.persistence.JournalReceipt;
import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.recovery.TradingBlockedException;
import io.tradingrecovery.recovery.TradingGate;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way an order takes: gate, durable intent, gate again, the bot's own sender, answer. Safe for use by many threads;
 * the sender runs on the caller's.
 */
final class OrderDesk {

    private static final Logger LOG = LoggerFactory.getLogger(TradingRecovery.class);

    private final TradingGate gate;
    private final Supplier<OrderJournal> journal;
    private final AmbiguousOrders ambiguous;
    private final Runnable confirmHoldings;

    OrderDesk(TradingGate gate, Supplier<OrderJournal> journal, AmbiguousOrders ambiguous, Runnable confirmHoldings) {
        this.gate = gate;
        this.journal = journal;
        this.ambiguous = ambiguous;
        this.confirmHoldings = confirmHoldings;
    }

    /** Sends something. */
    private interface Send {
        @Nullable
        SubmitResult now() throws Exception;
    }

    SubmitResult submit(Order order, Sender sender) {
        confirmHoldings.run();
        gate.pass(order);
        OrderJournal records = journal.get();
        String id = order.clientOrderId();
        intend(id, () -> records.intend(order));
        passAgain(() -> gate.pass(order), () -> {
            gate.gone(id);
            return records.closed(id, OrderStatus.NOT_FOUND, "not sent: the gate was shut");
        });
        return send(Request.SUBMIT, id, records, () -> sender.send(order));
    }

    SubmitResult replace(Order replacement, String replaces, Sender sender) {
        confirmHoldings.run();
        gate.passReplacement(replacement, replaces);
        OrderJournal records = journal.get();
        String id = replacement.clientOrderId();
        intend(id, () -> records.intendReplace(replacement, replaces));
        passAgain(() -> gate.passReplacement(replacement, replaces), () -> {
            gate.gone(id);
            return records.replaceRejected(id, null, "not sent: the gate was shut");
        });
        return send(Request.REPLACE, id, records, () -> sender.send(replacement));
    }

    SubmitResult cancel(String clientOrderId, CancelSender sender) {
        gate.passCancel(clientOrderId);
        OrderJournal records = journal.get();
        long unused = records.intendCancel(clientOrderId);
        passAgain(
                () -> gate.passCancel(clientOrderId),
                () -> records.cancelRejected(clientOrderId, null, "not sent: the gate was shut"));
        return send(Request.CANCEL, clientOrderId, records, () -> sender.send(clientOrderId));
    }

    private void intend(String clientOrderId, Supplier<Long> intent) {
        boolean durable = false;
        try {
            long unused = intent.get();
            durable = true;
        } finally {
            if (!durable) {
                gate.gone(clientOrderId);
            }
        }
    }

    /** What shut the gate while the intent went to disk counts: the order was not sent yet. */
    private static void passAgain(Runnable pass, Supplier<JournalReceipt> withdraw) {
        try {
            pass.run();
        } catch (TradingBlockedException e) {
            long unused = withdraw.get().sequence();
            throw e;
        }
    }

    private SubmitResult send(Request request, String id, OrderJournal records, Send send) {
        SubmitResult result;
        try {
            result = send.now();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost(request, id, records, e);
        } catch (Exception e) {
            throw lost(request, id, records, e);
        } catch (Error e) {
            AmbiguousOrderException unused = lost(request, id, records, e);
            throw e;
        }
        if (result == null) {
            throw lost(request, id, records, null);
        }
        answered(request, id, records, result);
        return result;
    }

    private AmbiguousOrderException lost(Request request, String id, OrderJournal records, @Nullable Throwable cause) {
        // The message of a failure may hold a key that was sent along; its type is enough to look for it.
        String reason =
                cause == null ? "the sender returned null" : cause.getClass().getName();
        AmbiguousOrderException ambiguity = new AmbiguousOrderException(id, request.words(), cause);
        try {
            JournalReceipt unused = switch (request) {
                case SUBMIT -> records.ambiguous(id, reason);
                case REPLACE -> records.replaceAmbiguous(id, reason);
                case CANCEL -> records.cancelAmbiguous(id, reason);
            };
        } catch (RuntimeException e) {
            // The intent is on disk, which already asks the same question at the next start.
            ambiguity.addSuppressed(e);
        }
        ambiguous.resolve(id, request, records);
        return ambiguity;
    }

    /** The order is at the broker by now: a journal that can't take the answer must not make it look unsent. */
    private void answered(Request request, String id, OrderJournal records, SubmitResult result) {
        try {
            JournalReceipt unused = result instanceof SubmitResult.Accepted accepted
                    ? accepted(request, id, records, accepted)
                    : rejected(request, id, records, (SubmitResult.Rejected) result);
        } catch (RuntimeException e) {
            LOG.warn("The answer to {} {} is not on disk; the next start asks the broker for it", request, id, e);
        }
    }

    private static JournalReceipt accepted(
            Request request, String id, OrderJournal records, SubmitResult.Accepted accepted) {
        return switch (request) {
            case SUBMIT -> records.accepted(id, accepted.brokerOrderId());
            case REPLACE -> records.replaceAccepted(id, accepted.brokerOrderId());
            case CANCEL -> records.cancelAccepted(id);
        };
    }

    private JournalReceipt rejected(Request request, String id, OrderJournal records, SubmitResult.Rejected rejected) {
        if (request != Request.CANCEL) {
            gate.gone(id);
        }
        return switch (request) {
            case SUBMIT -> records.rejected(id, rejected.code(), rejected.reason());
            case REPLACE -> records.replaceRejected(id, rejected.code(), rejected.reason());
            case CANCEL -> records.cancelRejected(id, rejected.code(), rejected.reason());
        };
    }
}
