package io.tradingrecovery.testing;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The faults there are. */
final class Faults {

    private Faults() {}

    static Fault fail(BrokerException.Kind kind) {
        return new Fault("fail " + kind) {
            @Override
            void before(Read read) {
                throw new BrokerException(kind, "simulated: " + read + " failed, " + kind);
            }
        };
    }

    static Fault timeOut() {
        return new Fault("time out") {
            @Override
            void before(Read read) {
                throw timedOut(read.name());
            }
        };
    }

    static BrokerException timedOut(String what) {
        return new BrokerException(
                BrokerException.Kind.TRANSIENT,
                "simulated: " + what + " timed out",
                new SocketTimeoutException("simulated"));
    }

    static Fault hang(CountDownLatch released) {
        return new Fault("hang") {
            @Override
            void before(Read read) {
                awaitRelease(read.name(), released);
            }
        };
    }

    /** Does not come back before it is released or interrupted, and then fails as a timeout. */
    static void awaitRelease(String what, CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw timedOut(what);
    }

    static Fault lag(Duration lag) {
        return new Fault("lag " + lag) {
            @Override
            long asOf(Read read, Books books, Instant now, long change) {
                return Math.min(change, books.changeAt(now.minus(lag)));
            }
        };
    }

    static Fault lagByChanges(int changes) {
        return new Fault("lag by " + changes + " changes") {
            @Override
            long asOf(Read read, Books books, Instant now, long change) {
                return Math.max(0, change - changes);
            }
        };
    }

    static Fault freeze() {
        return new Fault("freeze") {
            private long frozen = Long.MAX_VALUE;

            @Override
            long asOf(Read read, Books books, Instant now, long change) {
                frozen = Math.min(frozen, change);
                return frozen;
            }
        };
    }

    static Fault flicker() {
        return new Fault("flicker") {
            private final Set<Read> back = EnumSet.noneOf(Read.class);

            @Override
            long asOf(Read read, Books books, Instant now, long change) {
                if (back.add(read)) {
                    return Math.max(0, change - 1);
                }
                back.remove(read);
                return change;
            }
        };
    }

    static Fault truncate(int rows, boolean silently) {
        return new Fault("truncate to " + rows + (silently ? " silently" : "")) {
            @Override
            List<Order> orders(List<Order> orders, Books books, long change) {
                return cut(orders);
            }

            @Override
            List<Position> positions(List<Position> positions) {
                return cut(positions);
            }

            @Override
            List<Fill> fills(List<Fill> fills) {
                return cut(fills);
            }

            @Override
            List<Activity> activities(List<Activity> activities) {
                return cut(activities);
            }

            private <T> List<T> cut(List<T> all) {
                return all.subList(0, Math.min(rows, all.size()));
            }

            @Override
            @Nullable
            String admits() {
                return silently ? null : "simulated: only the first " + rows + " rows were read";
            }
        };
    }

    /** Each row twice, an order's second row as it was before. */
    static Fault duplicate() {
        return new Fault("duplicate rows") {
            @Override
            List<Order> orders(List<Order> orders, Books books, long change) {
                return doubled(orders, order -> {
                    Order before = books.orderBefore(order.clientOrderId(), change);
                    return before == null ? order : before;
                });
            }

            @Override
            List<Position> positions(List<Position> positions) {
                return doubled(positions, UnaryOperator.identity());
            }

            @Override
            List<Fill> fills(List<Fill> fills) {
                return doubled(fills, UnaryOperator.identity());
            }

            @Override
            List<Activity> activities(List<Activity> activities) {
                return doubled(activities, UnaryOperator.identity());
            }
        };
    }

    /** Each row a second time with the same id and another content. */
    static Fault contradict() {
        return new Fault("contradict rows") {
            @Override
            Order found(Order order) {
                return ContradictingRows.of(order);
            }

            @Override
            List<Order> orders(List<Order> orders, Books books, long change) {
                return doubled(orders, ContradictingRows::of);
            }

            @Override
            List<Position> positions(List<Position> positions) {
                return doubled(positions, ContradictingRows::of);
            }

            @Override
            List<Fill> fills(List<Fill> fills) {
                return doubled(fills, ContradictingRows::of);
            }

            @Override
            List<Activity> activities(List<Activity> activities) {
                return doubled(activities, ContradictingRows::of);
            }
        };
    }

    private static <T> List<T> doubled(List<T> rows, UnaryOperator<T> second) {
        List<T> all = new ArrayList<>(rows);
        rows.forEach(row -> all.add(second.apply(row)));
        return all;
    }

    static Fault forget(Duration olderThan) {
        return new Fault("forget what is older than " + olderThan) {
            @Override
            Duration memory() {
                return olderThan;
            }
        };
    }

    static Fault otherAccount(String otherId) {
        return new Fault("answer for account " + otherId) {
            @Override
            String accountId(String accountId) {
                return otherId;
            }
        };
    }

    static Fault answerNull() {
        return new Fault("answer null") {
            @Override
            boolean answersNull() {
                return true;
            }
        };
    }
}
