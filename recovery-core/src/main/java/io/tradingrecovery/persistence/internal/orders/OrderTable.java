package io.tradingrecovery.persistence.internal.orders;

import io.tradingrecovery.persistence.internal.orders.JournalEvent.Answer;
import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.TradingHalt;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The orders that the journal's records add up to: the library's own account of what the bot sent and what came back. A
 * function of the events applied, in their order; the effects of an event that is applied twice are those of one.
 *
 * <p>An order that ended stays whole for a while, because the engine's copy of a later save may not have booked its last
 * fill yet; after that its fill ids stay, to recognise a fill that is reported again. Not thread-safe.
 */
public final class OrderTable {

    private final Duration keepWhole;
    private final Duration keepIds;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, ClosedOrder> closed = new LinkedHashMap<>();
    private final Map<String, Fill> strayFills = new LinkedHashMap<>();
    private final Map<String, String> clientIdByBrokerId = new HashMap<>();
    private @Nullable TradingHalt halt;
    private @Nullable JournalState image = JournalState.EMPTY;

    /**
     * An empty table.
     *
     * @param keepWhole how long an ended order keeps its fills
     * @param keepIds how long its fill ids are kept
     */
    public OrderTable(Duration keepWhole, Duration keepIds) {
        this.keepWhole = keepWhole;
        this.keepIds = keepIds;
    }

    /** Replaces everything with a saved state. */
    public void restore(JournalState saved) {
        entries.clear();
        closed.clear();
        strayFills.clear();
        clientIdByBrokerId.clear();
        for (JournaledOrder journaled : saved.orders()) {
            Entry entry = new Entry(journaled.order());
            journaled.fills().forEach(fill -> entry.fills.put(fill.fillId(), fill));
            entry.closedAt = journaled.closedAt();
            entries.put(journaled.order().clientOrderId(), entry);
            index(journaled.order().clientOrderId(), journaled.order().brokerOrderId());
        }
        for (ClosedOrder order : saved.closed()) {
            closed.put(order.clientOrderId(), order);
            index(order.clientOrderId(), order.brokerOrderId());
        }
        saved.strayFills().forEach(fill -> strayFills.put(fill.fillId(), fill));
        halt = saved.halt();
        image = saved;
    }

    /**
     * The table for a save, after forgetting what is older than is kept; {@code now} is by the bot's clock. Only a save may
     * forget: the engine's copy beside it has had the time to book what is left out, an older one may not have.
     */
    public JournalState imageToSave(Instant now) {
        forget(now);
        return image();
    }

    /** The table as it is. */
    public JournalState image() {
        JournalState current = image;
        if (current == null) {
            List<JournaledOrder> orders = new ArrayList<>(entries.size());
            entries.values().forEach(entry -> orders.add(entry.image()));
            current = new JournalState(orders, List.copyOf(closed.values()), List.copyOf(strayFills.values()), halt);
            image = current;
        }
        return current;
    }

    /** The status an order was last known with, or nothing if the id is free. */
    public @Nullable OrderStatus statusOf(String clientOrderId) {
        Entry entry = entries.get(clientOrderId);
        if (entry != null) {
            return entry.order.status();
        }
        ClosedOrder order = closed.get(clientOrderId);
        return order == null ? null : order.status();
    }

    /** Takes in one event. */
    public void apply(JournalEvent event) {
        image = null;
        if (event instanceof JournalEvent.Submit submit) {
            open(submit.order());
        } else if (event instanceof JournalEvent.Replace replace) {
            open(replace.order());
            update(replace.order().replaces(), old -> old.status(OrderStatus.PENDING_REPLACE));
        } else if (event instanceof JournalEvent.Cancel cancel) {
            update(cancel.clientOrderId(), order -> order.status(OrderStatus.PENDING_CANCEL));
        } else if (event instanceof Answer answer) {
            answer(answer);
        } else if (event instanceof JournalEvent.Filled filled) {
            fill(filled);
        } else if (event instanceof JournalEvent.Closed end) {
            close(end.clientOrderId(), end.status(), end.at());
        } else if (event instanceof JournalEvent.Halt stop) {
            halt = new TradingHalt(stop.reason(), stop.at());
        } else if (event instanceof JournalEvent.ClearHalt) {
            halt = null;
        }
    }

    private void open(Order order) {
        closed.remove(order.clientOrderId());
        entries.put(order.clientOrderId(), new Entry(order));
        index(order.clientOrderId(), order.brokerOrderId());
    }

    private void answer(Answer answer) {
        switch (answer.request()) {
            case SUBMIT -> answerNew(answer);
            case REPLACE -> {
                Entry entry = entries.get(answer.clientOrderId());
                String replaced = entry == null ? null : entry.order.replaces();
                answerNew(answer);
                if (replaced != null) {
                    answerReplaced(replaced, answer);
                }
            }
            case CANCEL -> {
                if (answer.outcome() == JournalEvent.Outcome.REJECTED) {
                    update(answer.clientOrderId(), OrderTable::working);
                }
            }
        }
    }

    private void answerNew(Answer answer) {
        switch (answer.outcome()) {
            case ACCEPTED -> {
                update(
                        answer.clientOrderId(),
                        order -> working(order)
                                .brokerOrderId(answer.brokerOrderId())
                                .submittedAt(answer.at()));
                index(answer.clientOrderId(), answer.brokerOrderId());
            }
            case REJECTED -> close(answer.clientOrderId(), OrderStatus.REJECTED, answer.at());
            case AMBIGUOUS -> update(answer.clientOrderId(), order -> order.status(OrderStatus.AMBIGUOUS));
        }
    }

    private void answerReplaced(String replaced, Answer answer) {
        switch (answer.outcome()) {
            case ACCEPTED -> {
                update(replaced, old -> old.replacedBy(answer.clientOrderId()));
                close(replaced, OrderStatus.REPLACED, answer.at());
            }
            case REJECTED -> update(replaced, OrderTable::working);
            case AMBIGUOUS -> {
                // It stays PENDING_REPLACE: the old order may be working, and so may the new one.
            }
        }
    }

    private void fill(JournalEvent.Filled event) {
        Fill fill = event.fill();
        Entry entry = entryOf(fill);
        if (entry == null) {
            if (!knownToClosed(fill)) {
                strayFills.putIfAbsent(fill.fillId(), fill);
            }
            return;
        }
        if (entry.fills.putIfAbsent(fill.fillId(), fill) != null) {
            return;
        }
        entry.book(fill);
        BigDecimal filled = entry.order.filledQuantity();
        BigDecimal ordered = entry.order.quantity();
        if (entry.closedAt == null && filled != null && ordered != null && filled.compareTo(ordered) >= 0) {
            close(entry.order.clientOrderId(), OrderStatus.FILLED, event.at());
        }
    }

    private @Nullable Entry entryOf(Fill fill) {
        String id = clientIdOf(fill);
        return id == null ? null : entries.get(id);
    }

    private @Nullable String clientIdOf(Fill fill) {
        return fill.clientOrderId() != null ? fill.clientOrderId() : clientIdByBrokerId.get(fill.brokerOrderId());
    }

    private boolean knownToClosed(Fill fill) {
        String id = clientIdOf(fill);
        ClosedOrder order = id == null ? null : closed.get(id);
        return order != null && order.fillIds().contains(fill.fillId());
    }

    private void close(String clientOrderId, OrderStatus status, Instant at) {
        Entry entry = entries.get(clientOrderId);
        if (entry != null && entry.closedAt == null) {
            entry.order = entry.order.toBuilder().status(status).updatedAt(at).build();
            entry.closedAt = at;
        }
    }

    /** Changes an order that is still open. */
    private void update(@Nullable String clientOrderId, java.util.function.UnaryOperator<Order.Builder> change) {
        Entry entry = entries.get(clientOrderId);
        if (entry != null && entry.closedAt == null) {
            entry.order = change.apply(entry.order.toBuilder()).build();
        }
    }

    private static Order.Builder working(Order.Builder order) {
        Order known = order.build();
        BigDecimal filled = known.filledQuantity();
        return order.status(filled != null && filled.signum() > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW);
    }

    private void index(String clientOrderId, @Nullable String brokerOrderId) {
        if (brokerOrderId != null) {
            clientIdByBrokerId.put(brokerOrderId, clientOrderId);
        }
    }

    private void forget(Instant now) {
        Instant wholeSince = now.minus(keepWhole);
        Instant idsSince = now.minus(keepIds);
        boolean changed = entries.values().removeIf(entry -> {
            ClosedOrder compact = entry.closedBefore(wholeSince);
            if (compact != null) {
                closed.put(compact.clientOrderId(), compact);
            }
            return compact != null;
        });
        changed |= closed.values().removeIf(order -> {
            boolean old = order.closedAt().isBefore(idsSince);
            if (old && order.brokerOrderId() != null) {
                clientIdByBrokerId.remove(order.brokerOrderId());
            }
            return old;
        });
        changed |= strayFills.values().removeIf(fill -> fill.time().isBefore(idsSince));
        if (changed) {
            image = null;
        }
    }
}
