package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.DuplicateOrderException;
import io.tradingrecovery.errors.NotDurableException;
import io.tradingrecovery.persistence.internal.journal.JournalWriter;
import io.tradingrecovery.persistence.internal.journal.Ticket;
import io.tradingrecovery.persistence.internal.orders.JournalEvent;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Answer;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Outcome;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Request;
import io.tradingrecovery.persistence.internal.orders.JournalEventJson;
import io.tradingrecovery.persistence.internal.orders.OrderTable;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.JournalPosition;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.TradingHalt;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What must not be lost between two snapshots: above all the intent to send an order, on disk before the order is sent.
 *
 * <pre>{@code
 * journal.intend(order);                         // returns when it is durable
 * SubmitResult result = broker.submit(order);    // then, and only then, the bot sends
 * journal.accepted(order.clientOrderId(), result.brokerOrderId());
 * }</pre>
 *
 * <p>An intent without an answer is a question to the broker at the next start, never a reason to send again. Methods that
 * return a receipt don't wait: their records become durable in the order of the calls, so a later durable one makes the
 * earlier ones durable too. While the journal can't write they throw {@link NotDurableException}; what they report has
 * happened all the same, so the next snapshot holds it. Safe for use by many threads, whose records share their disk
 * syncs.
 */
public final class OrderJournal {

    private final JournalWriter writer;
    private final OrderTable table;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private long applied;

    OrderJournal(JournalWriter writer, OrderTable table, long applied, Clock clock) {
        this.writer = writer;
        this.table = table;
        this.applied = applied;
        this.clock = clock;
    }

    /**
     * Records that an order is about to be sent; when this returns, it survives anything.
     *
     * @return the record's sequence
     * @throws DuplicateOrderException if its client order id is known and the order may be alive; nothing was recorded
     * @throws NotDurableException if the journal can't write; the order must not be sent
     * @throws io.tradingrecovery.errors.StateStorageException if writing it failed; the order must not be sent
     */
    public long intend(Order order) {
        return appendIntent(new JournalEvent.Submit(clock.instant(), intended(order)), order.clientOrderId());
    }

    /**
     * Records that an order is about to be sent which takes the place of another; when this returns, it survives anything.
     *
     * @param replacement the new order, under a client order id of its own
     * @param replaces the client order id of the order it replaces
     * @return the record's sequence
     * @throws DuplicateOrderException as {@link #intend} does
     * @throws NotDurableException as {@link #intend} does
     */
    public long intendReplace(Order replacement, String replaces) {
        Order order = intended(replacement).toBuilder().replaces(replaces).build();
        return appendIntent(new JournalEvent.Replace(clock.instant(), order), order.clientOrderId());
    }

    /**
     * Records that a cancel is about to be sent; when this returns, it survives anything.
     *
     * @return the record's sequence
     * @throws NotDurableException if it could not be made durable
     */
    public long intendCancel(String clientOrderId) {
        return durably(append(new JournalEvent.Cancel(clock.instant(), clientOrderId), null));
    }

    /** Records that the broker took a new order, under its id; absent where the broker does not say. */
    public JournalReceipt accepted(String clientOrderId, @Nullable String brokerOrderId) {
        return answer(Request.SUBMIT, clientOrderId, Outcome.ACCEPTED, brokerOrderId, null, null);
    }

    /** Records that the broker refused a new order, with its code and reason where it gives them. */
    public JournalReceipt rejected(String clientOrderId, @Nullable String code, @Nullable String reason) {
        return answer(Request.SUBMIT, clientOrderId, Outcome.REJECTED, null, code, reason);
    }

    /** Records that the answer to a new order was lost: it may be alive. */
    public JournalReceipt ambiguous(String clientOrderId, String reason) {
        return answer(Request.SUBMIT, clientOrderId, Outcome.AMBIGUOUS, null, null, reason);
    }

    /** Records that the broker took a replacement; {@code clientOrderId} is that of the new order. */
    public JournalReceipt replaceAccepted(String clientOrderId, @Nullable String brokerOrderId) {
        return answer(Request.REPLACE, clientOrderId, Outcome.ACCEPTED, brokerOrderId, null, null);
    }

    /** Records that the broker refused a replacement; the old order works on. */
    public JournalReceipt replaceRejected(String clientOrderId, @Nullable String code, @Nullable String reason) {
        return answer(Request.REPLACE, clientOrderId, Outcome.REJECTED, null, code, reason);
    }

    /** Records that the answer to a replacement was lost: either of the two orders may be alive. */
    public JournalReceipt replaceAmbiguous(String clientOrderId, String reason) {
        return answer(Request.REPLACE, clientOrderId, Outcome.AMBIGUOUS, null, null, reason);
    }

    /** Records that the broker took a cancel; the order may still fill until it is {@linkplain #closed closed}. */
    public JournalReceipt cancelAccepted(String clientOrderId) {
        return answer(Request.CANCEL, clientOrderId, Outcome.ACCEPTED, null, null, null);
    }

    /** Records that the broker refused a cancel; the order works on, or has ended. */
    public JournalReceipt cancelRejected(String clientOrderId, @Nullable String code, @Nullable String reason) {
        return answer(Request.CANCEL, clientOrderId, Outcome.REJECTED, null, code, reason);
    }

    /** Records that the answer to a cancel was lost: the order may be alive. */
    public JournalReceipt cancelAmbiguous(String clientOrderId, String reason) {
        return answer(Request.CANCEL, clientOrderId, Outcome.AMBIGUOUS, null, null, reason);
    }

    /** Records an execution. One that is reported again, by its id, changes nothing. */
    public JournalReceipt filled(Fill fill) {
        return new JournalReceipt(append(new JournalEvent.Filled(clock.instant(), fill), null));
    }

    /**
     * Records that an order ended.
     *
     * @throws IllegalArgumentException if {@code status} is not a terminal one
     */
    public JournalReceipt closed(String clientOrderId, OrderStatus status, @Nullable String reason) {
        if (!status.isTerminal()) {
            throw new IllegalArgumentException("Order " + clientOrderId + " can't be closed as " + status
                    + ", which is not an end: give it FILLED, CANCELED, EXPIRED, REJECTED, REPLACED or NOT_FOUND");
        }
        return new JournalReceipt(
                append(new JournalEvent.Closed(clock.instant(), clientOrderId, status, reason), null));
    }

    /** Records a remark for whoever reads the journal. */
    public JournalReceipt note(String text) {
        return new JournalReceipt(append(new JournalEvent.Note(clock.instant(), text), null));
    }

    /**
     * Halts trading; when this returns, the halt survives anything, until {@link #clearHalt}.
     *
     * @return the record's sequence
     * @throws NotDurableException if it could not be made durable; trading is halted in this
     *     run all the same
     */
    public long halt(String reason) {
        JournalEvent halt = new JournalEvent.Halt(clock.instant(), reason);
        apply(halt);
        return durably(append(halt, null));
    }

    /**
     * Ends a halt, by the person named.
     *
     * @return the record's sequence
     * @throws NotDurableException if it could not be made durable; the halt stays in force
     * @throws io.tradingrecovery.errors.StateStorageException if writing it failed; the halt stays in force in this run
     */
    public long clearHalt(String by) {
        Optional<TradingHalt> before = halt();
        boolean durable = false;
        try {
            long sequence = durably(append(new JournalEvent.ClearHalt(clock.instant(), by), null));
            durable = true;
            return sequence;
        } finally {
            if (!durable) {
                before.ifPresent(this::haltAgain);
            }
        }
    }

    private void haltAgain(TradingHalt before) {
        lock.lock();
        try {
            if (table.image().halt() == null) {
                table.apply(new JournalEvent.Halt(before.at(), before.reason()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The halt in force, if there is one. */
    public Optional<TradingHalt> halt() {
        return Optional.ofNullable(state().halt());
    }

    /** What all records add up to now, whether durable yet or not. */
    public JournalState state() {
        lock.lock();
        try {
            return table.image();
        } finally {
            lock.unlock();
        }
    }

    /** Whether records can be made durable at present; while not, {@link #intend} refuses. */
    public boolean isDurable() {
        return writer.isDurable();
    }

    /** Where the journal stands and what is saved of what it adds up to, at one moment. */
    record Mark(JournalPosition position, JournalState state) {}

    Mark mark() {
        lock.lock();
        try {
            long synced = writer.syncedSequence();
            return new Mark(
                    new JournalPosition(writer.epoch(), synced, Math.max(synced, applied)),
                    table.imageToSave(clock.instant()));
        } finally {
            lock.unlock();
        }
    }

    private JournalReceipt answer(
            Request request,
            String clientOrderId,
            Outcome outcome,
            @Nullable String brokerOrderId,
            @Nullable String code,
            @Nullable String reason) {
        return new JournalReceipt(append(
                new Answer(clock.instant(), request, clientOrderId, outcome, brokerOrderId, code, reason), null));
    }

    /** One lock for the journal's order and the table, so that a save sees both at the same point. */
    private Ticket append(JournalEvent event, @Nullable String newClientOrderId) {
        byte[] payload = JournalEventJson.write(event);
        lock.lock();
        try {
            if (newClientOrderId != null) {
                requireFree(newClientOrderId);
            }
            Ticket ticket = writer.append(JournalEventJson.typeOf(event), payload);
            table.apply(event);
            applied = ticket.sequence();
            return ticket;
        } catch (NotDurableException refused) {
            if (hasHappened(event)) {
                table.apply(event);
            }
            throw refused;
        } finally {
            lock.unlock();
        }
    }

    /** Whether an event is a fact that no journal can undo, unlike what the bot is about to do. */
    private static boolean hasHappened(JournalEvent event) {
        return event instanceof Answer || event instanceof JournalEvent.Filled || event instanceof JournalEvent.Closed;
    }

    private long appendIntent(JournalEvent intent, String clientOrderId) {
        Ticket ticket = append(intent, clientOrderId);
        boolean durable = false;
        try {
            long sequence = durably(ticket);
            durable = true;
            return sequence;
        } finally {
            if (!durable) {
                // The bot was told not to send it, so its id is free again.
                apply(new JournalEvent.Closed(clock.instant(), clientOrderId, OrderStatus.NOT_FOUND, null));
            }
        }
    }

    private static long durably(Ticket ticket) {
        ticket.awaitDurable();
        return ticket.sequence();
    }

    private void apply(JournalEvent event) {
        lock.lock();
        try {
            table.apply(event);
        } finally {
            lock.unlock();
        }
    }

    private void requireFree(String clientOrderId) {
        OrderStatus known = table.statusOf(clientOrderId);
        if (known != null && known != OrderStatus.NOT_FOUND) {
            throw new DuplicateOrderException(clientOrderId, "the journal knows it as " + known);
        }
    }

    private static Order intended(Order order) {
        return order.status() == OrderStatus.INTENDED
                ? order
                : order.toBuilder().status(OrderStatus.INTENDED).build();
    }
}
