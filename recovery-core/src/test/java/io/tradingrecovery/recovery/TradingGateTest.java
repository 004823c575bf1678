package io.tradingrecovery.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.testing.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TradingGateTest {

    private final SettableClock clock = SettableClock.at("2026-11-23T15:00:00Z");
    private final List<String> changes = new ArrayList<>();
    private final TradingGate gate = gate(Set.of());

    @Test
    void beginsShutAndOpensOnceNoReasonIsLeft() {
        assertThat(gate.tradingAllowed()).isFalse();
        assertThat(gate.reasons()).containsExactly(GateReason.NOT_RECOVERED);

        gate.decide(Map.of());

        assertThat(gate.tradingAllowed()).isTrue();
        assertThatCode(() -> gate.pass(order("c1", OrderSide.BUY, "1"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(GateReason.class)
    void clearingOneReasonLeavesTheOthers(GateReason reason) {
        gate.decide(Map.of());
        GateReason other = reason == GateReason.DRIFT ? GateReason.HALTED : GateReason.DRIFT;
        gate.shut(reason, "because");
        gate.shut(other, "because");
        assertThat(gate.tradingAllowed()).isFalse();

        gate.clear(reason);

        assertThat(gate.reasons()).containsExactly(other);
        gate.clear(other);
        assertThat(gate.state()).isEqualTo(GateState.OPEN);
    }

    @Test
    void aDecisionOfRecoveryLeavesWhatOthersSaid() {
        gate.shut(GateReason.HALTED, "by hand");

        gate.decide(Map.of());

        assertThat(gate.reasons()).containsExactly(GateReason.HALTED);
        assertThat(gate.state()).isEqualTo(GateState.REDUCE_ONLY);
        assertThat(gate.preview(Map.of(GateReason.REVIEW, "x")).reasons())
                .containsOnlyKeys(GateReason.HALTED, GateReason.REVIEW);
    }

    @Test
    void theMostRestrictiveReasonDecides() {
        gate.decide(Map.of(GateReason.REVIEW, "look"));
        assertThat(gate.state()).isEqualTo(GateState.REDUCE_ONLY);
        gate.shut(GateReason.CRASH_LOOP, "too often");
        assertThat(gate.state()).isEqualTo(GateState.BLOCKED);
        assertThat(gate(Set.of(GateReason.HALTED)).preview(Map.of()).state()).isEqualTo(GateState.OPEN);
        TradingGate strict = gate(Set.of(GateReason.HALTED));
        strict.decide(Map.of());
        strict.shut(GateReason.HALTED, "by hand");
        assertThat(strict.state()).isEqualTo(GateState.BLOCKED);
    }

    @Test
    void lettingOnlyReducingOrdersThroughItLooksAtWhatTheBrokerConfirmed() {
        reduceOnly(position("AAPL", "100"), position("TSLA", "-5"));

        assertThatCode(() -> gate.pass(order("c1", OrderSide.SELL, "60"))).doesNotThrowAnyException();
        refused("more than is left after the first", order("c2", OrderSide.SELL, "41"));
        assertThatCode(() -> gate.pass(order("c3", OrderSide.SELL, "40"))).doesNotThrowAnyException();
        refused("adds to a long", order("c4", OrderSide.BUY, "1"));
        refused("no position", order("c5", "MSFT", OrderSide.SELL, new BigDecimal("1")));
        refused("no quantity", order("c6", "TSLA", OrderSide.BUY, null));
        refused("flips a short", order("c7", "TSLA", OrderSide.BUY, new BigDecimal("6")));
        assertThatCode(() -> gate.pass(order("c8", "TSLA", OrderSide.BUY, new BigDecimal("5"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> gate.passCancel("c9")).doesNotThrowAnyException();
    }

    @Test
    void anOrderThatNeverCameToBeGivesItsPartBack() {
        reduceOnly(position("AAPL", "100"));
        gate.pass(order("c1", OrderSide.SELL, "100"));
        refused("all of it is being closed", order("c2", OrderSide.SELL, "1"));

        gate.gone("c1");

        assertThatCode(() -> gate.pass(order("c2", OrderSide.SELL, "100"))).doesNotThrowAnyException();
    }

    @Test
    void aReplacementTakesThePlaceOfWhatItReplaces() {
        reduceOnly(position("AAPL", "100"));
        gate.pass(order("c1", OrderSide.SELL, "100"));

        assertThatCode(() -> gate.passReplacement(order("c2", OrderSide.SELL, "100"), "c1"))
                .doesNotThrowAnyException();
    }

    @Test
    void aLaterLookAtTheBrokerCountsWhatIsStillWorkingAndForgetsWhatHasEnded() {
        reduceOnly(position("AAPL", "100"));
        gate.pass(order("c1", OrderSide.SELL, "100"));
        Order working = order("c1", OrderSide.SELL, "100").toBuilder()
                .status(OrderStatus.PARTIALLY_FILLED)
                .filledQuantity(new BigDecimal("70"))
                .build();

        gate.confirm(clock.instant(), List.of(position("AAPL", "30")), List.of(working));
        refused("the rest is being closed", order("c2", OrderSide.SELL, "1"));

        clock.advance(Duration.ofMinutes(2));
        gate.confirm(clock.instant(), List.of(position("AAPL", "30")), List.of());
        assertThatCode(() -> gate.pass(order("c3", OrderSide.SELL, "30"))).doesNotThrowAnyException();
    }

    @Test
    void anOrderInFlightCountsAlthoughTheBrokerDoesNotListItYet() {
        reduceOnly(position("AAPL", "100"));
        gate.pass(order("c1", OrderSide.SELL, "100"));

        gate.confirm(clock.instant(), List.of(position("AAPL", "100")), List.of());

        refused("it may still arrive", order("c2", OrderSide.SELL, "1"));
    }

    @Test
    void blockedLetsNotEvenACancelThroughAndNamesEachReason() {
        gate.decide(Map.of());
        gate.shut(GateReason.NOT_DURABLE, "the disk is full");
        gate.shut(GateReason.HALTED, "by hand");

        assertThatThrownBy(() -> gate.passCancel("c1"))
                .isInstanceOfSatisfying(
                        TradingBlockedException.class,
                        blocked -> assertThat(blocked.reasons())
                                .containsExactlyInAnyOrder(GateReason.NOT_DURABLE, GateReason.HALTED))
                .hasMessageContaining("the disk is full")
                .hasMessageContaining("by hand");
    }

    @Test
    void tellsOfChangesAndOnlyOfThose() {
        gate.decide(Map.of());
        gate.clear(GateReason.DRIFT);
        gate.shut(GateReason.DRIFT, "x");
        gate.shut(GateReason.DRIFT, "x");

        assertThat(changes).containsExactly("BLOCKED>OPEN", "OPEN>REDUCE_ONLY");
    }

    private void reduceOnly(Position... positions) {
        gate.decide(Map.of(GateReason.REVIEW, "look"));
        gate.confirm(clock.instant(), List.of(positions), List.of());
    }

    private void refused(String why, Order order) {
        assertThatThrownBy(() -> gate.pass(order)).as(why).isInstanceOf(TradingBlockedException.class);
    }

    private TradingGate gate(Set<GateReason> blocking) {
        return new TradingGate(
                blocking,
                clock,
                (before, after) -> changes.add(before.state() + ">" + after.state()),
                (report, by, note) -> {
                    throw new UnsupportedOperationException();
                });
    }

    private static Position position(String symbol, String quantity) {
        return Position.of(symbol, new BigDecimal(quantity), null);
    }

    private static Order order(String id, OrderSide side, String quantity) {
        return order(id, "AAPL", side, new BigDecimal(quantity));
    }

    private static Order order(String id, String symbol, OrderSide side, @Nullable BigDecimal quantity) {
        return Order.builder(id, symbol, side, OrderType.MARKET)
                .quantity(quantity)
                .build();
    }
}
