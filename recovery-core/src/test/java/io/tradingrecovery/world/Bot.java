package io.tradingrecovery.world;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testing.BrokerLedger;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testing.SimulatedBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A bot that journals what it does, hears of the broker's events a little later, and saves copies of its books. It ends
 * where its fuse does: between an intent and the send, between the send and its answer, or anywhere else.
 */
final class Bot {

    /** For how long closed orders and their fills stay in its books. */
    private static final Duration MEMORY = Duration.ofMinutes(15);

    private final StatePersistence persistence;
    private final OrderJournal journal;
    private final SimulatedBroker broker;
    private final SettableClock clock;
    private final Traits traits;
    private final Fuse fuse;
    private final Story story;
    private final Map<String, Order> sent = new LinkedHashMap<>();
    private final Set<String> journalled = new HashSet<>();
    private BrokerLedger heard;

    Bot(
            StatePersistence persistence,
            SimulatedBroker broker,
            SettableClock clock,
            Traits traits,
            Fuse fuse,
            Story story) {
        this.persistence = persistence;
        this.journal = persistence.journal();
        this.broker = broker;
        this.clock = clock;
        this.traits = traits;
        this.fuse = fuse;
        this.story = story;
        heard = broker.ledger();
    }

    boolean owns(Order order) {
        return sent.containsKey(order.clientOrderId());
    }

    void submit(Order order) {
        send(List.of(order), () -> List.of(broker.submit(order)));
    }

    void submitPair(Order one, Order other) {
        send(List.of(one, other), () -> broker.submitPair(one, other));
    }

    void submitBracket(Order entry, Order profit, Order stop) {
        String parent = entry.clientOrderId();
        Order first = profit.toBuilder().parentOrderId(parent).build();
        Order second = stop.toBuilder().parentOrderId(parent).build();
        send(List.of(entry, first, second), () -> broker.submitBracket(entry, first, second));
    }

    private void send(List<Order> orders, Supplier<List<Order>> request) {
        for (Order order : orders) {
            long unused = journal.intend(order);
            sent.put(
                    order.clientOrderId(),
                    order.toBuilder().status(OrderStatus.INTENDED).build());
            step("intends " + text(order));
        }
        try {
            List<Order> answers = request.get();
            step("submits them");
            answers.forEach(this::accepted);
        } catch (BrokerException e) {
            orders.forEach(order -> failed(order, e));
        }
        step("has written down the answer");
    }

    private void accepted(Order answer) {
        String id = answer.clientOrderId();
        journal.accepted(id, answer.brokerOrderId());
        sent.computeIfPresent(
                id,
                (key, order) -> order.toBuilder()
                        .brokerOrderId(answer.brokerOrderId())
                        .status(OrderStatus.NEW)
                        .submittedAt(answer.submittedAt())
                        .build());
    }

    private void failed(Order order, BrokerException e) {
        String id = order.clientOrderId();
        story.tell("bot: " + id + " fails: " + e.getMessage());
        if (e.kind() == BrokerException.Kind.REJECTED) {
            journal.rejected(id, null, e.getMessage());
            sent.remove(id);
        } else {
            journal.ambiguous(id, "timeout");
            sent.computeIfPresent(
                    id,
                    (key, old) -> old.toBuilder().status(OrderStatus.AMBIGUOUS).build());
        }
    }

    void cancel(String id) {
        long unused = journal.intendCancel(id);
        step("intends to cancel " + id);
        try {
            broker.cancel(id);
            step("cancels " + id);
            journal.cancelAccepted(id);
        } catch (BrokerException e) {
            story.tell("bot: cancel of " + id + " fails: " + e.getMessage());
            if (e.kind() == BrokerException.Kind.REJECTED) {
                journal.cancelRejected(id, null, e.getMessage());
            } else {
                journal.cancelAmbiguous(id, "timeout");
            }
        }
        step("has written down the answer");
    }

    void replace(String id, Order successor) {
        String next = successor.clientOrderId();
        long unused = journal.intendReplace(successor, id);
        sent.put(
                next,
                successor.toBuilder().replaces(id).status(OrderStatus.INTENDED).build());
        step("intends to replace " + id + " by " + text(successor));
        try {
            Order answer = broker.replace(id, successor);
            step("replaces " + id);
            journal.replaceAccepted(next, answer.brokerOrderId());
            sent.computeIfPresent(
                    next,
                    (key, order) -> order.toBuilder()
                            .brokerOrderId(answer.brokerOrderId())
                            .status(OrderStatus.NEW)
                            .submittedAt(answer.submittedAt())
                            .build());
        } catch (BrokerException e) {
            story.tell("bot: replacing " + id + " fails: " + e.getMessage());
            if (e.kind() == BrokerException.Kind.REJECTED) {
                journal.replaceRejected(next, null, e.getMessage());
                sent.remove(next);
            } else {
                journal.replaceAmbiguous(next, "timeout");
            }
        }
        step("has written down the answer");
    }

    /** Takes note of what has reached it by now, and journals what happened to its own orders. */
    void hear() {
        BrokerLedger before = heard;
        heard = broker.ledgerAt(clock.instant().minus(traits.hearingLag));
        if (traits.journalsFills) {
            heard.fills().stream().skip(before.fills().size()).forEach(this::journal);
        }
        for (Order order : heard.orders().values()) {
            if (owns(order) && order.status().isTerminal() && journalled.add(order.clientOrderId())) {
                journal.closed(order.clientOrderId(), order.status(), null);
                step("hears that " + order.clientOrderId() + " is " + order.status());
            }
        }
    }

    private void journal(Fill fill) {
        if (sent.containsKey(fill.clientOrderId())) {
            journal.filled(fill);
            step("hears of fill " + fill.fillId() + " of " + fill.clientOrderId());
        }
    }

    void save() {
        SystemStateSnapshot copy = copy();
        step("copies its books: " + copy.positions().size() + " positions, "
                + copy.orders().size() + " orders, " + copy.fills().size() + " fills");
        long saved = persistence.saveState(copy).sequence();
        step("has saved snapshot " + saved);
    }

    private SystemStateSnapshot copy() {
        Instant now = clock.instant();
        Instant memory = now.minus(MEMORY);
        List<Order> orders = new ArrayList<>();
        for (Order order : heard.orders().values()) {
            Instant changed = order.updatedAt();
            boolean recent = !order.status().isTerminal() || (changed != null && changed.isAfter(memory));
            if (recent && (owns(order) || traits.booksStrangers)) {
                orders.add(order);
            }
        }
        sent.values().stream()
                .filter(order -> !heard.orders().containsKey(order.clientOrderId()))
                .forEach(orders::add);
        List<Fill> fills = heard.fills().stream()
                .filter(fill -> fill.time().isAfter(memory))
                .filter(fill -> traits.booksStrangers || sent.containsKey(fill.clientOrderId()))
                .toList();
        return SystemStateSnapshot.builder(now)
                .positions(heard.positions().values())
                .orders(orders)
                .fills(fills)
                .account(Outcome.account(heard.cash()))
                .build();
    }

    private void step(String what) {
        story.tell("bot: " + what);
        fuse.burn(what);
    }

    static String text(Order order) {
        return order.clientOrderId() + ": " + order.side() + " "
                + (order.quantity() == null ? "for " + order.notional() : order.quantity()) + " " + order.symbol() + " "
                + order.type() + (order.limitPrice() == null ? "" : " limit " + order.limitPrice())
                + (order.stopPrice() == null ? "" : " stop " + order.stopPrice()) + " " + order.timeInForce();
    }
}
