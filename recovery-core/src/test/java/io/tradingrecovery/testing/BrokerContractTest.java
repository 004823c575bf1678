package io.tradingrecovery.testing;

import static io.tradingrecovery.state.OrderSide.BUY;
import static io.tradingrecovery.state.OrderSide.SELL;
import static io.tradingrecovery.testing.Exchanges.limit;
import static io.tradingrecovery.testing.Exchanges.market;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The simulated broker keeps the contract, and each of its checks notices a broker that does not. */
class BrokerContractTest {

    private static SimulatedBroker working() {
        SettableClock clock = SettableClock.at(Exchanges.START);
        SimulatedBroker broker = Exchanges.usual(clock).build();
        broker.setPrice("AAPL", "187.50");
        broker.setPrice("SAP", "90");
        broker.submit(market("c-1", "AAPL", BUY, "10"));
        clock.advance(Duration.ofSeconds(1));
        broker.submit(limit("c-2", "AAPL", BUY, "5", "180"));
        broker.submit(limit("c-3", "SAP", BUY, "5", "80"));
        broker.submit(market("c-4", "SAP", BUY, "3"));
        broker.deposit("USD", new BigDecimal("100"));
        return broker;
    }

    @TestFactory
    Stream<DynamicTest> theSimulatedBrokerKeepsIt() {
        return tests(BrokerContract.checks(BrokerContractTest::working));
    }

    @TestFactory
    Stream<DynamicTest> soItDoesWithFewerCapabilities() {
        return tests(BrokerContract.checks(() -> {
            SettableClock clock = SettableClock.at(Exchanges.START);
            SimulatedBroker broker =
                    Exchanges.usual(clock).capabilities(Set.of()).build();
            broker.setPrice("AAPL", "187.50");
            broker.submit(market("c-1", "AAPL", BUY, "10"));
            broker.submit(limit("c-2", "AAPL", BUY, "5", "180"));
            return broker;
        }));
    }

    @TestFactory
    Stream<DynamicTest> theSimulatedBrokerFailsAsItMust() {
        return Stream.of(Kind.values())
                .flatMap(kind -> BrokerContract.checksOfFailing(() -> failing(kind)).stream()
                        .map(check -> DynamicTest.dynamicTest(kind + ": " + check.name(), check::run)));
    }

    private static SimulatedBroker failing(Kind kind) {
        SimulatedBroker broker = working();
        broker.faults().reads().fail(kind);
        return broker;
    }

    private static Stream<DynamicTest> tests(List<Check> checks) {
        return checks.stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    /** Brokers that break a promise, by the name of the check that must notice. */
    private static Map<String, List<Supplier<Broker>>> broken() {
        Map<String, List<Supplier<Broker>>> broken = new LinkedHashMap<>();
        broken.put(
                "says of which account it speaks",
                List.of(
                        () -> faulty(Read.ACCOUNT, reads -> reads.once().otherAccount("X")),
                        () -> faulty(Read.ACCOUNT, ReadFaults::answerNull)));
        broken.put("can do the same whenever it is asked", List.of(() -> new Altered(working()) {
            private int calls;

            @Override
            public Set<BrokerCapability> capabilities() {
                return calls++ == 0 ? super.capabilities() : Set.of();
            }
        }));
        broken.put(
                "lists each position once, with its quantity",
                List.of(
                        () -> faulty(Read.POSITIONS, ReadFaults::duplicateRows),
                        () -> faulty(Read.POSITIONS, ReadFaults::answerNull),
                        () -> withPosition(BigDecimal.ZERO),
                        () -> withPosition(null)));
        broken.put(
                "lists the orders that may still fill, each once",
                List.of(
                        () -> faulty(Read.OPEN_ORDERS, ReadFaults::duplicateRows),
                        () -> withOpen(order -> order.status(OrderStatus.FILLED)),
                        () -> withOpen(order -> order.status(OrderStatus.AMBIGUOUS)),
                        () -> withOpen(order -> order.brokerOrderId(null)),
                        () -> withOpen(order -> order.quantity(new BigDecimal("-5")))));
        broken.put(
                "finds an order by its client order id",
                List.of(BrokerContractTest::findingNothing, BrokerContractTest::findingAnother));
        broken.put(
                "finds an order by the broker's id",
                List.of(BrokerContractTest::findingNothing, BrokerContractTest::findingAnother));
        broken.put("finds an order by both ids only if both are its own", List.of(BrokerContractTest::findingAnother));
        broken.put(
                "says of an order that never was that it is not there",
                List.of(
                        BrokerContractTest::findingAnother,
                        () -> faulty(Read.FIND_ORDER, ReadFaults::timeOut),
                        () -> faulty(Read.FIND_ORDER, ReadFaults::answerNull)));
        broken.put(
                "names each fill once, with what was traded",
                List.of(
                        () -> faulty(Read.FILLS, ReadFaults::duplicateRows),
                        () -> faulty(Read.FILLS, reads -> reads.truncate(1)),
                        () -> withFills(fill -> altered(fill, BigDecimal.ZERO, fill.clientOrderId())),
                        () -> withFills(fill -> altered(fill, fill.quantity(), null))));
        broken.put(
                "knows the order of each fill",
                List.of(
                        () -> withFills(fill -> altered(fill, fill.quantity(), "nobody's")),
                        () -> withFills(fill -> altered(fill, new BigDecimal("99"), fill.clientOrderId())),
                        BrokerContractTest::findingAnother));
        broken.put(
                "gives the fills from a moment on, with those of that moment",
                List.of(() -> shiftingFills(Duration.ofNanos(1)), () -> shiftingFills(Duration.ofNanos(-1))));
        broken.put(
                "names each activity once",
                List.of(() -> faulty(Read.ACTIVITIES, ReadFaults::duplicateRows), () -> new Altered(working()) {
                    @Override
                    public Set<BrokerCapability> capabilities() {
                        return EnumSet.complementOf(EnumSet.of(BrokerCapability.ACTIVITIES));
                    }
                }));
        broken.put("gives lists that it does not change afterwards", List.of(() -> new Altered(working()) {
            private final List<Position> shared = new ArrayList<>();

            @Override
            public List<Position> positions() {
                List<Position> now = super.positions();
                shared.add(now.get(0));
                return shared;
            }
        }));
        broken.put("serves many threads at once", List.of(() -> new Altered(working()) {
            private final Thread owner = Thread.currentThread();

            @Override
            public List<Position> positions() {
                return Thread.currentThread() == owner ? super.positions() : List.of();
            }
        }));
        broken.put("leaves a thread interrupted that was", List.of(() -> new Altered(working()) {
            @Override
            public List<Position> positions() {
                boolean unused = Thread.interrupted();
                return super.positions();
            }
        }));
        return broken;
    }

    @TestFactory
    Stream<DynamicTest> eachCheckNoticesABrokenBroker() {
        return broken().entrySet().stream().flatMap(entry -> {
            List<Supplier<Broker>> brokers = entry.getValue();
            return Stream.iterate(0, i -> i + 1)
                    .limit(brokers.size())
                    .map(i -> DynamicTest.dynamicTest(
                            entry.getKey() + ", broken in way " + (i + 1),
                            () -> notices(BrokerContract.checks(brokers.get(i)), entry.getKey())));
        });
    }

    private static void notices(List<Check> checks, String name) {
        Check check = checks.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(check::run)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("The contract of Broker is broken");
    }

    @Test
    void thereIsABrokenBrokerForEachCheck() {
        assertThat(broken().keySet())
                .isEqualTo(new LinkedHashSet<>(BrokerContract.checks(BrokerContractTest::working).stream()
                        .map(Check::name)
                        .toList()));
    }

    @TestFactory
    Stream<DynamicTest> eachCheckOfFailingNoticesABrokerThatAnswers() {
        return BrokerContract.checksOfFailing(BrokerContractTest::working).stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.name(),
                        () -> assertThatThrownBy(check::run)
                                .isInstanceOf(AssertionError.class)
                                .hasMessageContaining("instead of throwing")));
    }

    @Test
    void anyOtherExceptionIsNoFailureThatABotCouldJudge() {
        Check check = BrokerContract.checksOfFailing(() -> new Altered(working()) {
                    @Override
                    public List<Position> positions() {
                        throw new IllegalStateException("connection reset");
                    }
                })
                .get(1);

        assertThatThrownBy(check::run).isInstanceOf(AssertionError.class).hasMessageContaining("connection reset");
    }

    @Test
    void anEmptyAccountIsNothingToCheck() {
        for (Check check : BrokerContract.checks(
                () -> Exchanges.usual(SettableClock.at(Exchanges.START)).build())) {
            if (check.name().contains("position")
                    || check.name().contains("fill")
                    || check.name().contains("finds")) {
                assertThatThrownBy(check::run)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("nothing to check");
            }
        }
    }

    private static Broker faulty(Read question, Consumer<ReadFaults> fault) {
        SimulatedBroker broker = working();
        fault.accept(broker.faults().reads(question));
        return broker;
    }

    private static Broker withPosition(@Nullable BigDecimal quantity) {
        return new Altered(working()) {
            @Override
            public List<Position> positions() {
                List<Position> rows = new ArrayList<>(super.positions());
                rows.add(new Position("FRAC", quantity, BigDecimal.ONE, null, null));
                return rows;
            }
        };
    }

    private static Broker withOpen(UnaryOperator<Order.Builder> change) {
        return new Altered(working()) {
            @Override
            public List<Order> openOrders() {
                return super.openOrders().stream()
                        .map(order -> change.apply(order.toBuilder()).build())
                        .toList();
            }
        };
    }

    private static Broker findingNothing() {
        return finding(new OrderLookup.NotFound());
    }

    private static Broker findingAnother() {
        return finding(new OrderLookup.Found(limit("other", "SAP", SELL, "1", "99")));
    }

    private static Broker finding(OrderLookup answer) {
        return new Altered(working()) {
            @Override
            public OrderLookup findOrder(OrderKey key) {
                return answer;
            }
        };
    }

    private static Broker withFills(UnaryOperator<Fill> change) {
        return new Altered(working()) {
            @Override
            public FillHistory fillsSince(Instant from) {
                return new FillHistory.Complete(
                        super.fillsSince(from).fills().stream().map(change).toList());
            }
        };
    }

    private static Fill altered(Fill fill, @Nullable BigDecimal quantity, @Nullable String order) {
        return new Fill(
                fill.fillId(),
                order,
                null,
                fill.symbol(),
                fill.side(),
                quantity,
                fill.price(),
                fill.time(),
                null,
                null,
                null,
                false);
    }

    private static Broker shiftingFills(Duration shift) {
        return new Altered(working()) {
            @Override
            public FillHistory fillsSince(Instant from) {
                return super.fillsSince(from.equals(Instant.EPOCH) ? from : from.plus(shift));
            }
        };
    }

    /** A broker that is in part another. */
    private static class Altered implements Broker {
        private final Broker broker;

        Altered(Broker broker) {
            this.broker = broker;
        }

        @Override
        public AccountState account() {
            return broker.account();
        }

        @Override
        public List<Position> positions() {
            return broker.positions();
        }

        @Override
        public List<Order> openOrders() {
            return broker.openOrders();
        }

        @Override
        public OrderLookup findOrder(OrderKey key) {
            return broker.findOrder(key);
        }

        @Override
        public FillHistory fillsSince(Instant from) {
            return broker.fillsSince(from);
        }

        @Override
        public ActivityHistory activitiesSince(Instant from) {
            return broker.activitiesSince(from);
        }

        @Override
        public Set<BrokerCapability> capabilities() {
            return broker.capabilities();
        }
    }
}
