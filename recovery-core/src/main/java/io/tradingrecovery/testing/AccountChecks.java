package io.tradingrecovery.testing;

import static io.tradingrecovery.testing.BrokerContract.require;
import static io.tradingrecovery.testing.BrokerContract.requireSomething;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a broker promises of the account and what it holds. */
final class AccountChecks {

    private AccountChecks() {}

    static void account(Broker broker) {
        AccountState first = present("account", broker.account());
        AccountState second = present("account", broker.account());
        require(
                first.accountId().equals(second.accountId()) && first.environment() == second.environment(),
                "its account is " + first.accountId() + " (" + first.environment() + ") and then " + second.accountId()
                        + " (" + second.environment() + ")");
        require(!first.cash().isEmpty(), "it names no balance; an account without cash has a balance of 0");
    }

    static void capabilities(Broker broker) {
        require(
                present("set of capabilities", broker.capabilities()).equals(broker.capabilities()),
                "its capabilities change from call to call");
    }

    static void positions(Broker broker) {
        List<Position> positions = present("list of positions", broker.positions());
        requireSomething(!positions.isEmpty(), "position");
        Set<String> symbols = new HashSet<>();
        for (Position position : positions) {
            require(position != null, "a row of its positions is null");
            require(symbols.add(position.symbol()), "it lists " + position.symbol() + " twice");
            require(
                    position.quantity() != null && position.quantity().signum() != 0,
                    "it lists " + position.symbol() + " with the quantity " + position.quantity()
                            + "; what is flat is not listed, and a quantity it can't read must throw");
            require(
                    position.multiplier() == null || position.multiplier().signum() > 0,
                    "the multiplier of " + position.symbol() + " is " + position.multiplier());
        }
    }

    static void lists(Broker broker) {
        List<Position> positions = present("list of positions", broker.positions());
        List<Order> orders = present("list of orders", broker.openOrders());
        List<Object> before = new ArrayList<>(positions);
        before.addAll(orders);
        requireSomething(!before.isEmpty(), "position and no order");
        broker.positions();
        broker.openOrders();
        List<Object> after = new ArrayList<>(positions);
        after.addAll(orders);
        require(before.equals(after), "a list that it gave has changed since: " + before + " is now " + after);
    }

    static <T> T present(String what, T answer) {
        require(answer != null, "its " + what + " is null");
        return answer;
    }
}
