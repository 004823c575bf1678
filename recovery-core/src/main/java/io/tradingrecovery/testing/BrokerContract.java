package io.tradingrecovery.testing;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every {@link Broker} must keep, as checks to run against one, real or local; none of them changes anything at the
 * broker. With JUnit:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheContract() {
 *     return BrokerContract.checks(() -> new MyBroker(server.url())).stream()
 *             .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 *
 * <p>The account must hold a position, have an order that works, and have traded: a check that finds nothing to look at
 * fails and says so. It should be quiet meanwhile. Each check makes a broker of its own, and closes it if it can be
 * closed. Stateless.
 */
public final class BrokerContract {

    private BrokerContract() {}

    /** Checks of a broker that works, over its whole history. */
    public static List<Check> checks(Supplier<? extends Broker> broker) {
        return checks(broker, Instant.EPOCH);
    }

    /**
     * Checks of a broker that works.
     *
     * @param since from when on the history is read; the account must have traded since
     */
    public static List<Check> checks(Supplier<? extends Broker> broker, Instant since) {
        return List.of(
                check("says of which account it speaks", broker, AccountChecks::account),
                check("can do the same whenever it is asked", broker, AccountChecks::capabilities),
                check("lists each position once, with its quantity", broker, AccountChecks::positions),
                check("lists the orders that may still fill, each once", broker, OrderChecks::openOrders),
                check("finds an order by its client order id", broker, OrderChecks::findsByClientId),
                check("finds an order by the broker's id", broker, OrderChecks::findsByBrokerId),
                check("finds an order by both ids only if both are its own", broker, OrderChecks::bothIdsMustFit),
                check("says of an order that never was that it is not there", broker, OrderChecks::neverWas),
                check("names each fill once, with what was traded", broker, it -> HistoryChecks.fills(it, since)),
                check("knows the order of each fill", broker, it -> HistoryChecks.ordersOfFills(it, since)),
                check(
                        "gives the fills from a moment on, with those of that moment",
                        broker,
                        it -> HistoryChecks.fillsFrom(it, since)),
                check("names each activity once", broker, it -> HistoryChecks.activities(it, since)),
                check("gives lists that it does not change afterwards", broker, AccountChecks::lists),
                check("serves many threads at once", broker, ThreadChecks::manyThreads),
                check("leaves a thread interrupted that was", broker, ThreadChecks::interrupted));
    }

    /**
     * Checks of a broker that can't be reached, or whose answers can't be used: the connection is refused, breaks, times
     * out, or gives an error.
     */
    public static List<Check> checksOfFailing(Supplier<? extends Broker> broker) {
        return List.of(
                check("throws where it can't read the account", broker, FailureChecks::account),
                check(
                        "throws where it can't read the positions, and does not give none",
                        broker,
                        FailureChecks::positions),
                check(
                        "throws where it can't read the orders, and does not give none",
                        broker,
                        FailureChecks::openOrders),
                check(
                        "throws where it can't ask for an order, and does not say that it is not there",
                        broker,
                        FailureChecks::findOrder),
                check("never says that fills are complete which it can't read", broker, FailureChecks::fills),
                check(
                        "never says that activities are complete which it can't read",
                        broker,
                        FailureChecks::activities));
    }

    private static Check check(String name, Supplier<? extends Broker> broker, Consumer<Broker> experiment) {
        return new Check(name, () -> {
            Broker subject = broker.get();
            try {
                experiment.accept(subject);
            } catch (BrokerException e) {
                throw new AssertionError(
                        "The contract of Broker is broken: it failed, " + e.kind() + ": " + e.getMessage(), e);
            } finally {
                if (subject instanceof AutoCloseable closeable) {
                    closeable.close();
                }
            }
        });
    }

    static void require(boolean kept, String otherwise) {
        if (!kept) {
            throw new AssertionError("The contract of Broker is broken: " + otherwise);
        }
    }

    /** A check that finds nothing to look at says nothing of the broker. */
    static void requireSomething(boolean there, String what) {
        if (!there) {
            throw new AssertionError("There is nothing to check: the account has no " + what
                    + ". Give the checks an account that has one");
        }
    }
}
