package io.tradingrecovery.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records refuse what can't be written down, naming it, and take whatever else was said of an order or position. */
class StateRecordsTest {

    private static final Instant TIME = Instant.parse("2026-11-23T14:30:00Z");

    @Test
    void whatIsOddIsHeldAsItIs() {
        Order overfilled = order("c-1")
                .quantity(new BigDecimal("10"))
                .filledQuantity(new BigDecimal("10.00000001"))
                .build();
        assertThat(overfilled.filledQuantity()).isEqualByComparingTo("10.00000001");
        assertThat(order("c-2").quantity(BigDecimal.ZERO).build().quantity()).isEqualByComparingTo("0");
        assertThat(order("c-3").build().quantity()).as("nobody named it").isNull();
        assertThat(order("c-4").quantity(new BigDecimal("-1")).build().quantity())
                .isEqualByComparingTo("-1");
        assertThat(new Position("AAPL", null, null, null, null).quantity()).isNull();
        assertThat(Position.of("AAPL", BigDecimal.ZERO, null).quantity()).isEqualByComparingTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+101", "1E-101", "1E+2147483647", "1E-2147483646"})
    void anAmountBeyondTheScaleIsNamed(String amount) {
        assertThatThrownBy(() -> Position.of("AAPL", new BigDecimal(amount), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("position.quantity of AAPL", new BigDecimal(amount).toString(), "round it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+100", "1E-100", "0E-8", "-0.00"})
    void anAmountWithinTheScaleIsTaken(String amount) {
        assertThat(Position.of("AAPL", new BigDecimal(amount), null).quantity()).isEqualByComparingTo(amount);
    }

    @Test
    void anAmountOfTooManyDigitsIsRefusedWithoutPrintingThem() {
        assertThatThrownBy(() -> new Position("AAPL", null, null, new BigDecimal("9".repeat(201)), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("position.multiplier of AAPL", "201 digits")
                .hasMessageNotContaining("99999");
    }

    @Test
    void aKeyThatIsNoneIsNamed() {
        assertThatThrownBy(() -> Position.of(" ", BigDecimal.ONE, null))
                .hasMessageContaining("position.symbol is blank");
        assertThatThrownBy(() -> Position.of(nothing(), BigDecimal.ONE, null))
                .hasMessageContaining("position.symbol is null");
        assertThatThrownBy(() -> order("").build()).hasMessageContaining("clientOrderId is blank");
        assertThatThrownBy(() -> SystemStateSnapshot.builder(TIME)
                        .section("", new StrategySection("1"))
                        .build())
                .hasMessageContaining("a key of snapshot.sections is blank");
    }

    @Test
    void halfASurrogatePairIsNamedWithItsPlace() {
        assertThatThrownBy(() -> Position.of("A\ud83d", BigDecimal.ONE, null))
                .hasMessageContainingAll("position.symbol", "\\ud83d", "index 1");
        assertThatThrownBy(() -> Position.of("\ude80A", BigDecimal.ONE, null)).hasMessageContaining("index 0");
        assertThat(Position.of("A\ud83d\ude80", BigDecimal.ONE, null).symbol()).hasSize(3);
    }

    @Test
    void aSnapshotIsACopyThatNobodyCanChange() {
        List<Position> held = new ArrayList<>(List.of(Position.of("AAPL", BigDecimal.ONE, null)));
        SystemStateSnapshot snapshot =
                SystemStateSnapshot.builder(TIME).positions(held).build();
        held.clear();
        assertThat(snapshot.positions()).hasSize(1);
        assertThatThrownBy(() -> snapshot.positions().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> snapshot.sections().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    /** What a strategy keeps. */
    record Grid(int level, BigDecimal step, @Nullable String note) {}

    @Test
    void aSectionIsParsedAsTheTypeItsReaderNames() {
        Grid grid = new Grid(3, new BigDecimal("0.000000010"), null);
        SystemStateSnapshot snapshot = SystemStateSnapshot.builder(TIME)
                .section("grid", StrategySection.of(grid))
                .build();
        assertThat(snapshot.section("grid", Grid.class)).hasValue(grid);
        assertThat(snapshot.section("other", Grid.class)).isEmpty();
        assertThat(StrategySection.of(grid).json()).contains("0.000000010");
    }

    @Test
    void aSectionThatDoesNotFitNamesItselfAndTheType() {
        SystemStateSnapshot snapshot = SystemStateSnapshot.builder(TIME)
                .section("grid", new StrategySection("{\"level\":null,\"step\":1}"))
                .build();
        assertThatThrownBy(() -> snapshot.section("grid", Grid.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Section grid", Grid.class.getName(), "level");
    }

    @Test
    void aSectionChoosesNoClass() {
        StrategySection forged = new StrategySection("{\"@class\":\"java.util.ArrayList\",\"level\":1}");
        assertThat(forged.as(Object.class)).isEqualTo(Map.of("@class", "java.util.ArrayList", "level", 1));
        assertThatThrownBy(() -> forged.as(Grid.class)).hasMessageContaining("@class");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{} {}", "1 2", "{\"a\":1,\"a\":2}", "NaN", "'x'", "01"})
    void whatIsNotOneJsonValueIsNoSection(String json) {
        assertThatThrownBy(() -> new StrategySection(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSectionNestsOnlySoDeep() {
        assertThat(new StrategySection("[".repeat(200) + "]".repeat(200)).json())
                .hasSize(400);
        assertThatThrownBy(() -> new StrategySection("[".repeat(201) + "]".repeat(201)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("200");
    }

    private static Order.Builder order(String id) {
        return Order.builder(id, "AAPL", OrderSide.BUY, OrderType.LIMIT);
    }

    /** What a careless caller gives. */
    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }

    @Test
    void aLegThatWorksIsFurtherOnThanTheSameLegHeld() {
        Order.Builder leg = Order.builder("c-1", "AAPL", OrderSide.SELL, OrderType.LIMIT);
        Order held = leg.status(OrderStatus.HELD).build();
        Order working = leg.status(OrderStatus.NEW).build();

        assertThat(Order.moreAdvanced(held, working)).isEqualTo(working);
        assertThat(Order.moreAdvanced(working, held)).isEqualTo(working);
    }
}
