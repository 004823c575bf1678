package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the answers to all questions about one order add up to. */
final class Lookups {

    private final Map<OrderKey, LookupAnswer> answers;
    private final Set<BrokerCapability> capabilities;

    Lookups(BrokerView view) {
        answers = view.lookups();
        capabilities = view.capabilities();
    }

    /** What is known of an order that the broker does not list as open. */
    sealed interface Fate {

        /** Where it stands. */
        record Found(Order order) implements Fate {}

        /** Every question was answered, and one of the answers proves that the broker does not know it. */
        record Absent() implements Fate {}

        /**
         * Nothing is proven.
         *
         * @param why a part of a sentence
         * @param mayChange whether asking again may help, however late
         */
        record Unproven(String why, boolean mayChange) implements Fate {}
    }

    /** Every order that was found, in no order. */
    List<Order> found() {
        List<Order> found = new ArrayList<>();
        for (LookupAnswer answer : answers.values()) {
            if (answer instanceof LookupAnswer.Answered answered
                    && answered.lookup() instanceof OrderLookup.Found lookup) {
                found.add(lookup.order());
            }
        }
        return found;
    }

    /** The next question about an order: by the bot's id first, by the broker's if that found nothing; absent for none. */
    @Nullable
    OrderKey next(@Nullable String clientOrderId, @Nullable String brokerOrderId) {
        for (OrderKey key : keys(clientOrderId, brokerOrderId)) {
            LookupAnswer answer = answers.get(key);
            if (answer == null) {
                return key;
            }
            if (isFound(answer)) {
                return null;
            }
        }
        return null;
    }

    Fate fate(@Nullable String clientOrderId, @Nullable String brokerOrderId) {
        boolean proven = false;
        for (OrderKey key : keys(clientOrderId, brokerOrderId)) {
            LookupAnswer answer = answers.get(key);
            if (answer == null) {
                return new Fate.Unproven("the broker was not asked for it", true);
            }
            if (answer instanceof LookupAnswer.Failed failed) {
                return new Fate.Unproven(
                        "the broker could not be asked: " + failed.reason(),
                        failed.kind() == BrokerException.Kind.TRANSIENT);
            }
            if (answer instanceof LookupAnswer.Answered answered) {
                if (answered.lookup() instanceof OrderLookup.Found found) {
                    return new Fate.Found(found.order());
                }
                proven |= answered.lookup() instanceof OrderLookup.NotFound && isExact(key);
            }
        }
        return proven ? new Fate.Absent() : new Fate.Unproven("this broker can't be asked for it for certain", false);
    }

    private static List<OrderKey> keys(@Nullable String clientOrderId, @Nullable String brokerOrderId) {
        List<OrderKey> keys = new ArrayList<>(2);
        if (clientOrderId != null) {
            keys.add(OrderKey.ofClient(clientOrderId));
        }
        if (brokerOrderId != null) {
            keys.add(OrderKey.ofBroker(brokerOrderId));
        }
        return keys;
    }

    private static boolean isFound(LookupAnswer answer) {
        return answer instanceof LookupAnswer.Answered answered && answered.lookup() instanceof OrderLookup.Found;
    }

    private boolean isExact(OrderKey key) {
        return capabilities.contains(
                key.clientOrderId() == null
                        ? BrokerCapability.EXACT_LOOKUP_BY_BROKER_ORDER_ID
                        : BrokerCapability.EXACT_LOOKUP_BY_CLIENT_ORDER_ID);
    }
}
