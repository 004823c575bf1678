package io.tradingrecovery.testkit;

import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.RiskLimit;
import io.tradingrecovery.state.RiskLimits;
import io.tradingrecovery.state.SessionMetadata;
import io.tradingrecovery.state.StrategySection;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TimeInForce;
import io.tradingrecovery.state.TradingEnvironment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** States, orders and fills with every field drawn at random from what is easy to get wrong, always the same by seed. */
public final class RandomStates {

    private static final List<String> AMOUNTS = List.of(
            "0",
            "-0",
            "0.00",
            "0E-8",
            "1.10",
            "-1.10",
            "1E+3",
            "0.1",
            "1E-100",
            "-9.99E+99",
            "0.000000001",
            "123456789012345678",
            "1234567890123456789",
            "99999999999999999999999999999.9",
            "179769313486231570000000000000000000000000000000");

    private static final List<String> TEXTS = List.of(
            "plain",
            "with space",
            "\"quoted\" \\ and /",
            "tab\tand\nnewline\r",
            "\u0000\u0001\u001f\u007f",
            "ünïcôde",
            "日本語",
            "🚀👩‍👩‍👧",
            "\u2028\u2029\ufeff\ufffe",
            "عربي",
            "</script>",
            "null",
            "{\"a\":1}",
            "%s ${x}");

    private static final List<String> TIMES = List.of(
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999999Z",
            "2026-11-23T14:30:00.1Z",
            "2026-11-23T14:30:00.123456789Z",
            "2000-02-29T12:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "0001-01-01T00:00:00Z",
            "+10000-01-01T00:00:00Z",
            "-0044-03-15T00:00:00Z",
            "-1000000000-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z");

    private static final List<String> JSON = List.of(
            "null",
            "0",
            "-0",
            "1.10",
            "1e400",
            "\"\\u00e4 \\ud83d\\ude80\"",
            "[ ]",
            "{ \"b\" : [ 1 , 2.50 ] ,\n \"a\":{} }",
            "[".repeat(199) + "]".repeat(199),
            "12345678901234567890.123456789012345678901234567890",
            "\"日本\"");

    private final SplittableRandom random;

    /** The states of a seed. */
    public RandomStates(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The next state. */
    public SystemStateSnapshot next() {
        SystemStateSnapshot.Builder state = SystemStateSnapshot.builder(time())
                .positions(list(this::position))
                .orders(list(this::order))
                .fills(list(this::fill))
                .account(perhaps(this::account))
                .riskLimits(perhaps(this::riskLimits))
                .session(perhaps(this::session));
        for (int i = random.nextInt(4); i > 0; i--) {
            state.section(key(), new StrategySection(oneOf(JSON)));
        }
        return state.build();
    }

    /** The next order. */
    public Order order() {
        return Order.builder(key(), key(), oneOf(OrderSide.values()), oneOf(OrderType.values()))
                .brokerOrderId(perhaps(this::text))
                .quantity(perhaps(this::amount))
                .notional(perhaps(this::amount))
                .limitPrice(perhaps(this::amount))
                .stopPrice(perhaps(this::amount))
                .trailAmount(perhaps(this::amount))
                .trailPercent(perhaps(this::amount))
                .timeInForce(oneOf(TimeInForce.values()))
                .expiresAt(perhaps(this::time))
                .status(oneOf(OrderStatus.values()))
                .filledQuantity(perhaps(this::amount))
                .averageFillPrice(perhaps(this::amount))
                .multiplier(perhaps(this::amount))
                .assetId(perhaps(this::text))
                .parentOrderId(perhaps(this::text))
                .replaces(perhaps(this::text))
                .replacedBy(perhaps(this::text))
                .tags(map(this::text))
                .createdAt(perhaps(this::time))
                .submittedAt(perhaps(this::time))
                .updatedAt(perhaps(this::time))
                .build();
    }

    /** The next fill. */
    public Fill fill() {
        return new Fill(
                key(),
                perhaps(this::text),
                perhaps(this::text),
                key(),
                oneOf(OrderSide.values()),
                perhaps(this::amount),
                perhaps(this::amount),
                time(),
                perhaps(this::amount),
                perhaps(this::amount),
                perhaps(this::text),
                random.nextBoolean());
    }

    private Position position() {
        return new Position(
                key(), perhaps(this::amount), perhaps(this::amount), perhaps(this::amount), perhaps(this::text));
    }

    private AccountState account() {
        return AccountState.of(
                key(),
                oneOf(TradingEnvironment.values()),
                key(),
                perhaps(this::amount),
                map(this::amount),
                perhaps(this::amount));
    }

    private RiskLimits riskLimits() {
        RiskLimits limits =
                RiskLimits.of(map(() -> new RiskLimit(amount(), perhaps(this::amount), perhaps(this::time))));
        return random.nextBoolean() ? limits : limits.halted(text(), time());
    }

    private SessionMetadata session() {
        return SessionMetadata.of(key(), time(), perhaps(this::text), map(this::text));
    }

    private BigDecimal amount() {
        if (random.nextInt(3) > 0) {
            return new BigDecimal(oneOf(AMOUNTS));
        }
        byte[] digits = new byte[1 + random.nextInt(80)];
        random.nextBytes(digits);
        return new BigDecimal(new BigInteger(digits), random.nextInt(-5, 101));
    }

    private String text() {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> " ";
            case 2 -> letters(1 + random.nextInt(300));
            default -> oneOf(TEXTS);
        };
    }

    /** A text that is not blank, and mostly unique. */
    private String key() {
        return oneOf(TEXTS) + random.nextInt(1_000_000);
    }

    private String letters(int count) {
        StringBuilder text = new StringBuilder();
        while (text.length() < count) {
            int letter = random.nextInt(Character.MAX_CODE_POINT + 1);
            if (letter < Character.MIN_SURROGATE || letter > Character.MAX_SURROGATE) {
                text.appendCodePoint(letter);
            }
        }
        return text.toString();
    }

    private Instant time() {
        return Instant.parse(oneOf(TIMES));
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private <T> Map<String, T> map(Supplier<T> value) {
        Map<String, T> map = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(key(), value.get());
        }
        return map;
    }

    private <T> @Nullable T perhaps(Supplier<T> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
