package io.tradingrecovery.testing;

import static io.tradingrecovery.testing.BrokerContract.require;

import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a broker promises where it has no answer: failure must not look like emptiness. */
final class FailureChecks {

    private FailureChecks() {}

    static void account(Broker broker) {
        throwsOr("the account", broker::account, answer -> false);
    }

    static void positions(Broker broker) {
        throwsOr("the positions", broker::positions, answer -> false);
    }

    static void openOrders(Broker broker) {
        throwsOr("the open orders", broker::openOrders, answer -> false);
    }

    static void findOrder(Broker broker) {
        for (OrderKey key : List.of(OrderKey.ofClient("c-1"), OrderKey.ofBroker("b-1"))) {
            throwsOr("order " + key, () -> broker.findOrder(key), answer -> false);
        }
    }

    static void fills(Broker broker) {
        throwsOr("fills", () -> broker.fillsSince(Instant.EPOCH), answer -> !(answer instanceof FillHistory.Complete));
    }

    static void activities(Broker broker) {
        throwsOr(
                "activities",
                () -> broker.activitiesSince(Instant.EPOCH),
                answer -> !(answer instanceof ActivityHistory.Complete));
    }

    private static <T> void throwsOr(String what, Supplier<T> question, Predicate<T> admits) {
        T answer;
        try {
            answer = question.get();
        } catch (BrokerException failure) {
            return;
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "The contract of Broker is broken: asked for " + what + ", which it can't read, it threw"
                            + " no BrokerException, whose kind says whether to ask again, but " + e,
                    e);
        }
        require(
                answer != null && admits.test(answer),
                "asked for " + what + ", which it can't read, it answered " + answer + " instead of throwing");
    }
}
