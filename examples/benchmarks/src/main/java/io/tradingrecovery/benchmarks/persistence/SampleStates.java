package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.JournalPosition;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.Provenance;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TimeInForce;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** States as a stock-trading bot has them; the same for the same size, whenever and wherever they are made. */
final class SampleStates {

    private static final Instant TIME = Instant.parse("2026-11-23T14:30:00.123456Z");

    private SampleStates() {}

    static SystemStateSnapshot of(int positions, int orders) {
        return of(positions, orders, 0);
    }

    /** As another {@code version} of the same size, which differs in every row. */
    static SystemStateSnapshot of(int positions, int orders, int version) {
        return SystemStateSnapshot.builder(TIME)
                .positions(IntStream.range(0, positions)
                        .mapToObj(number -> position(number, version))
                        .toList())
                .orders(IntStream.range(0, orders)
                        .mapToObj(number -> workingOrder(number, version))
                        .toList())
                .build();
    }

    /** A state as a snapshot file holds it. */
    static SnapshotDocument document(SystemStateSnapshot state) {
        return new SnapshotDocument(1, JournalPosition.NONE, Provenance.SAVED, state, JournalState.EMPTY);
    }

    /** The bytes of such a file. */
    static byte[] bytes(SnapshotCodec codec, SnapshotDocument document) {
        ByteBuffer encoded = codec.encode(document);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    /** An order that is about to be sent. */
    static Order newOrder(long number) {
        return Order.builder(
                        String.format(Locale.ROOT, "grid-20261123-%08d", number),
                        symbol((int) (number % 10_000)),
                        number % 2 == 0 ? OrderSide.BUY : OrderSide.SELL,
                        OrderType.LIMIT)
                .quantity(BigDecimal.valueOf(10 + number % 90))
                .limitPrice(price(number))
                .timeInForce(TimeInForce.DAY)
                .tags(Map.of("strategy", "grid", "level", "3"))
                .createdAt(TIME)
                .build();
    }

    private static Order workingOrder(int number, int version) {
        return newOrder(number).toBuilder()
                .brokerOrderId(id("order", number))
                .status(OrderStatus.PARTIALLY_FILLED)
                .filledQuantity(BigDecimal.valueOf(4))
                .averageFillPrice(price(number + version + 1L))
                .submittedAt(TIME.plusNanos(1_234_000))
                .updatedAt(TIME.plusNanos(7_654_321_000L))
                .build();
    }

    private static Position position(int number, int version) {
        return new Position(
                symbol(number),
                BigDecimal.valueOf(100 + number % 900),
                price(number + version).add(new BigDecimal("0.0035")),
                null,
                id("asset", number));
    }

    private static String symbol(int number) {
        return String.format(Locale.ROOT, "SYM%05d", number);
    }

    private static BigDecimal price(long number) {
        return BigDecimal.valueOf(10_000 + number % 20_000, 2);
    }

    private static String id(String kind, int number) {
        return UUID.nameUUIDFromBytes((kind + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
