package io.tradingrecovery.testing;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One answer, read from the books and then spoilt by its faults. */
final class Answers {

    private final Books books;
    private final Instant now;
    private final List<Fault> faults;
    private final long change;

    Answers(Read read, Books books, Instant now, List<Fault> faults) {
        this.books = books;
        this.now = now;
        this.faults = faults;
        long seen = books.lastChange();
        for (Fault fault : faults) {
            seen = fault.asOf(read, books, now, seen);
        }
        change = seen;
    }

    AccountState account(AccountState of, Exchange exchange) {
        Map<String, BigDecimal> cash = books.cash(change);
        String id = of.accountId();
        for (Fault fault : faults) {
            id = fault.accountId(id);
        }
        return AccountState.of(
                id,
                of.environment(),
                of.currency(),
                equity(of.currency(), cash, exchange),
                cash,
                cash.getOrDefault(of.currency(), BigDecimal.ZERO));
    }

    /** Absent as soon as something is held whose worth in the account's currency is not known. */
    private @Nullable BigDecimal equity(String currency, Map<String, BigDecimal> cash, Exchange exchange) {
        BigDecimal equity = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> balance : cash.entrySet()) {
            if (!balance.getKey().equals(currency) && balance.getValue().signum() != 0) {
                return null;
            }
            equity = equity.add(balance.getValue());
        }
        for (Position position : books.positions(change)) {
            Market market = exchange.marketOrNull(position.symbol());
            BigDecimal price = market == null ? null : market.price();
            if (market == null
                    || price == null
                    || !market.instrument().currency().equals(currency)) {
                return null;
            }
            equity = equity.add(market.instrument().value(Clearing.quantity(position), price));
        }
        return equity;
    }

    List<Position> positions() {
        List<Position> rows = books.positions(change);
        for (Fault fault : faults) {
            rows = fault.positions(rows);
        }
        return complete("positions", rows);
    }

    List<Order> openOrders() {
        List<Order> rows = books.orders(change).stream()
                .filter(order -> !order.status().isTerminal())
                .toList();
        for (Fault fault : faults) {
            rows = fault.orders(rows, books, change);
        }
        return complete("open orders", rows);
    }

    private <T> List<T> complete(String what, List<T> rows) {
        String missing = admitted();
        if (missing != null) {
            throw new BrokerException(BrokerException.Kind.INCOMPLETE, what + ": " + missing);
        }
        return List.copyOf(rows);
    }

    OrderLookup findOrder(OrderKey key) {
        String clientOrderId = key.clientOrderId();
        String brokerOrderId = key.brokerOrderId();
        String id = clientOrderId != null || brokerOrderId == null ? clientOrderId : books.clientIdOf(brokerOrderId);
        Order order = id == null ? null : books.order(id, change);
        if (order == null
                || (brokerOrderId != null && !brokerOrderId.equals(order.brokerOrderId()))
                || (order.status().isTerminal() && isForgotten(order.updatedAt()))) {
            return new OrderLookup.NotFound();
        }
        for (Fault fault : faults) {
            order = fault.found(order);
        }
        return new OrderLookup.Found(order);
    }

    FillHistory fillsSince(Instant from) {
        List<Fill> rows = books.fills(change).stream()
                .filter(fill -> !fill.time().isBefore(from) && !isForgotten(fill.time()))
                .toList();
        for (Fault fault : faults) {
            rows = fault.fills(rows);
        }
        String missing = admitted();
        return missing == null ? new FillHistory.Complete(rows) : new FillHistory.Incomplete(rows, missing);
    }

    ActivityHistory activitiesSince(Instant from) {
        List<Activity> rows = books.activities(change).stream()
                .filter(activity -> !activity.time().isBefore(from) && !isForgotten(activity.time()))
                .toList();
        for (Fault fault : faults) {
            rows = fault.activities(rows);
        }
        String missing = admitted();
        return missing == null ? new ActivityHistory.Complete(rows) : new ActivityHistory.Incomplete(rows, missing);
    }

    private @Nullable String admitted() {
        for (Fault fault : faults) {
            if (fault.admits() != null) {
                return fault.admits();
            }
        }
        return null;
    }

    private boolean isForgotten(@Nullable Instant time) {
        for (Fault fault : faults) {
            Duration memory = fault.memory();
            if (memory != null && time != null && time.isBefore(now.minus(memory))) {
                return true;
            }
        }
        return false;
    }
}
