package io.tradingrecovery.testing;

import static io.tradingrecovery.testing.AccountChecks.present;
import static io.tradingrecovery.testing.BrokerContract.require;
import static io.tradingrecovery.testing.BrokerContract.requireSomething;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a broker promises of what happened. An adapter that does not claim a history need not have it. */
final class HistoryChecks {

    private HistoryChecks() {}

    static void fills(Broker broker, Instant since) {
        Set<String> ids = new HashSet<>();
        for (Fill fill : someFills(broker, since)) {
            require(fill != null, "a row of its fills is null");
            require(ids.add(fill.fillId()), "it names fill " + fill.fillId() + " twice");
            require(
                    fill.quantity() != null && fill.quantity().signum() > 0,
                    "the quantity of fill " + fill.fillId() + " is " + fill.quantity() + "; the side says which way");
            require(
                    fill.price() == null || fill.price().signum() > 0,
                    "the price of fill " + fill.fillId() + " is " + fill.price() + "; absent is not zero");
            require(!fill.inferred(), "fill " + fill.fillId() + " is marked as inferred, which only recovery does");
            require(
                    fill.clientOrderId() != null || fill.brokerOrderId() != null,
                    "fill " + fill.fillId() + " does not say which order it belongs to");
        }
    }

    static void ordersOfFills(Broker broker, Instant since) {
        for (Fill fill : someFills(broker, since)) {
            OrderKey key = new OrderKey(fill.clientOrderId(), fill.brokerOrderId());
            OrderLookup answer = present("answer for " + key, broker.findOrder(key));
            if (answer instanceof OrderLookup.Found found) {
                Order order = found.order();
                require(
                        order.symbol().equals(fill.symbol()) && order.side() == fill.side(),
                        "fill " + fill.fillId() + " is a " + fill.side() + " of " + fill.symbol() + ", and its order "
                                + key + " a " + order.side() + " of " + order.symbol());
                require(
                        order.filledQuantity() != null && order.filledQuantity().compareTo(fill.quantity()) >= 0,
                        "fill " + fill.fillId() + " is over " + fill.quantity() + ", and its order has filled "
                                + order.filledQuantity());
            } else {
                require(
                        answer instanceof OrderLookup.Unsupported,
                        "it does not know the order of fill " + fill.fillId());
            }
        }
    }

    static void fillsFrom(Broker broker, Instant since) {
        List<Fill> all = someFills(broker, since);
        if (all.isEmpty()) {
            return;
        }
        Instant last =
                all.stream().map(Fill::time).max(Comparator.naturalOrder()).orElseThrow();
        Set<String> expected =
                ids(all.stream().filter(fill -> fill.time().equals(last)).toList());
        Set<String> given = ids(fillsOf(broker, last));
        require(
                given.equals(expected),
                "asked for fills since " + last + ", the time of the last ones, " + expected + ", it gives " + given);
        Set<String> after = ids(fillsOf(broker, last.plusNanos(1)));
        require(after.isEmpty(), "asked for fills after the last ones it gives " + after);
    }

    static void activities(Broker broker, Instant since) {
        ActivityHistory history = present("history of activities", broker.activitiesSince(since));
        requireClaimed(broker, BrokerCapability.ACTIVITIES, history instanceof ActivityHistory.Unsupported);
        Set<String> ids = new HashSet<>();
        for (Activity activity : history.activities()) {
            require(activity != null, "a row of its activities is null");
            require(ids.add(activity.activityId()), "it names activity " + activity.activityId() + " twice");
        }
    }

    private static List<Fill> someFills(Broker broker, Instant since) {
        List<Fill> fills = fillsOf(broker, since);
        requireSomething(
                !fills.isEmpty() || !broker.capabilities().contains(BrokerCapability.FILLS), "fill since " + since);
        return fills;
    }

    /** All of them; none if the adapter does not have them and says so. */
    private static List<Fill> fillsOf(Broker broker, Instant since) {
        FillHistory history = present("history of fills", broker.fillsSince(since));
        requireClaimed(broker, BrokerCapability.FILLS, history instanceof FillHistory.Unsupported);
        if (history instanceof FillHistory.Incomplete incomplete) {
            throw new AssertionError("The contract of Broker is broken: it can't tell all fills since " + since + ": "
                    + incomplete.why());
        }
        return history.fills();
    }

    private static void requireClaimed(Broker broker, BrokerCapability capability, boolean unsupported) {
        require(
                unsupported != broker.capabilities().contains(capability),
                "it "
                        + (unsupported
                                ? "claims " + capability + " and does not support it"
                                : "supports " + capability + " and does not claim it, so that nobody relies upon it"));
    }

    private static Set<String> ids(List<Fill> fills) {
        return fills.stream().map(Fill::fillId).collect(Collectors.toSet());
    }
}
