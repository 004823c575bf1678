package io.tradingrecovery.providers.alpaca;

import static io.tradingrecovery.providers.testkit.FakeTrading.fill;
import static io.tradingrecovery.providers.testkit.FakeTrading.order;
import static io.tradingrecovery.providers.testkit.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.providers.testkit.FakeTrading;
import io.tradingrecovery.providers.testkit.Json;
import io.tradingrecovery.providers.testkit.ScriptedServer;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.TimeInForce;
import io.tradingrecovery.state.TradingEnvironment;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlpacaBrokerTest {

    private static final String T = "2026-11-24T14:30:00.123456789Z";
    private static final Instant SINCE = Instant.parse("2026-11-24T00:00:00Z");

    private final ScriptedServer server = new ScriptedServer();
    private final FakeTrading alpaca = new FakeTrading(server);
    private final AlpacaBroker broker = broker(Duration.ofSeconds(30));

    private AlpacaBroker broker(Duration timeout) {
        return AlpacaBroker.builder()
                .keys("the-key-id", "the-secret-key")
                .baseUrl(server.url())
                .environment(TradingEnvironment.PAPER)
                .requestTimeout(timeout)
                .build();
    }

    @AfterEach
    void close() {
        broker.close();
        server.close();
    }

    @Test
    void readsTheAccountWithItsNegativeCash() {
        AccountState account = broker.account();

        assertThat(account.accountId()).isEqualTo("acc-1");
        assertThat(account.environment()).isEqualTo(TradingEnvironment.PAPER);
        assertThat(account.cash()).containsExactly(Map.entry("USD", new BigDecimal("-23140.2")));
        assertThat(account.equity()).isEqualTo(new BigDecimal("103820.56"));
        assertThat(account.buyingPower()).isEqualTo(new BigDecimal("262113.632"));
        assertThat(server.last().getHeaders().get("APCA-API-KEY-ID")).isEqualTo("the-key-id");
        assertThat(server.last().getHeaders().get("APCA-API-SECRET-KEY")).isEqualTo("the-secret-key");
        assertThat(server.last().getTarget()).isEqualTo("/v2/account");
    }

    @Test
    void takesAmountsThatAreNumbersExactly() {
        server.json(
                "/v2/account",
                "{\"id\":\"a\",\"status\":\"ACTIVE\",\"currency\":\"USD\",\"cash\":0.10,\"equity\":null}");

        assertThat(broker.account().cash()).containsExactly(Map.entry("USD", new BigDecimal("0.10")));
        assertThat(broker.account().equity()).isNull();
    }

    @Test
    void readsPositionsAndNamesCoinsAsOrdersDo() {
        alpaca.addPosition(
                        "asset_id",
                        "a1",
                        "symbol",
                        "AAPL",
                        "asset_class",
                        "us_equity",
                        "avg_entry_price",
                        "100.10",
                        "qty",
                        "5",
                        "side",
                        "long",
                        "market_value",
                        null)
                .addPosition(
                        "asset_id", "a2", "symbol", "TSLA", "asset_class", "us_equity", "qty", "-3", "side", "short")
                .addPosition(
                        "asset_id",
                        "a3",
                        "symbol",
                        "BTCUSD",
                        "asset_class",
                        "crypto",
                        "avg_entry_price",
                        "60000.5",
                        "qty",
                        "0.000000001",
                        "side",
                        "long")
                .addPosition("asset_id", "a4", "symbol", "ETHUSDT", "asset_class", "crypto", "qty", "1", "side", "long")
                .addPosition(
                        "asset_id",
                        "a5",
                        "symbol",
                        "AAPL261218C00150000",
                        "asset_class",
                        "us_option",
                        "qty",
                        "1",
                        "side",
                        "long");

        List<Position> positions = broker.positions();

        assertThat(positions)
                .extracting(Position::symbol)
                .containsExactly("AAPL", "TSLA", "BTC/USD", "ETH/USDT", "AAPL261218C00150000");
        assertThat(positions)
                .extracting(Position::quantity)
                .containsExactly(
                        new BigDecimal("5"),
                        new BigDecimal("-3"),
                        new BigDecimal("0.000000001"),
                        BigDecimal.ONE,
                        BigDecimal.ONE);
        assertThat(positions.get(1).averagePrice()).isNull();
        assertThat(positions.get(2).assetId()).isEqualTo("a3");
        assertThat(positions).extracting(Position::multiplier).contains(new BigDecimal("100"));
    }

    @Test
    void namesCoinsWithoutASlashForABotThatDoes() {
        alpaca.addPosition("symbol", "BTCUSD", "asset_class", "crypto", "qty", "1", "side", "long")
                .add(order("1", "new", T, "symbol", "BTC/USD", "asset_class", "crypto"));
        try (AlpacaBroker plain = AlpacaBroker.builder()
                .keys("k", "s")
                .baseUrl(server.url())
                .environment(TradingEnvironment.PAPER)
                .plainCryptoSymbols(true)
                .build()) {
            assertThat(plain.positions().get(0).symbol()).isEqualTo("BTCUSD");
            assertThat(plain.openOrders().get(0).symbol()).isEqualTo("BTCUSD");
        }
    }

    @Test
    void refusesAPositionThatContradictsItself() {
        alpaca.addPosition("symbol", "TSLA", "asset_class", "us_equity", "qty", "3", "side", "short");

        BrokerException refused = catchThrowableOfType(BrokerException.class, broker::positions);

        assertThat(refused.kind()).isEqualTo(BrokerException.Kind.INCOMPLETE);
        assertThat(refused).hasMessageContaining("short of TSLA with the quantity 3");
    }

    @Test
    void namesThePositionRowThatCantBeRead() {
        alpaca.addPosition("symbol", "AAPL", "qty", "5").addPosition("symbol", "TSLA", "qty", "a lot");

        BrokerException refused = catchThrowableOfType(BrokerException.class, broker::positions);

        assertThat(refused.kind()).isEqualTo(BrokerException.Kind.INCOMPLETE);
        assertThat(refused).hasMessageContaining("body[1].qty is \"a lot\", not a number");
    }

    @Test
    void readsAnOrderToTheLastDigitAndNanosecond() {
        alpaca.add(order(
                "1",
                "partially_filled",
                T,
                "filled_qty",
                "2.5",
                "filled_avg_price",
                "107.123456789",
                "updated_at",
                "2026-11-24T09:31:00.000000001-05:00"));

        Order order = broker.openOrders().get(0);

        assertThat(order.clientOrderId()).isEqualTo("c-1");
        assertThat(order.brokerOrderId()).isEqualTo("1");
        assertThat(order.side()).isEqualTo(OrderSide.BUY);
        assertThat(order.type()).isEqualTo(OrderType.LIMIT);
        assertThat(order.timeInForce()).isEqualTo(TimeInForce.GTC);
        assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(order.quantity()).isEqualTo(new BigDecimal("10"));
        assertThat(order.limitPrice()).isEqualTo(new BigDecimal("107.50"));
        assertThat(order.filledQuantity()).isEqualTo(new BigDecimal("2.5"));
        assertThat(order.averageFillPrice()).isEqualTo(new BigDecimal("107.123456789"));
        assertThat(order.submittedAt()).isEqualTo(Instant.parse(T));
        assertThat(order.updatedAt()).isEqualTo(Instant.parse("2026-11-24T14:31:00.000000001Z"));
        assertThat(order.multiplier()).isEqualTo(BigDecimal.ONE);
        assertThat(order.stopPrice()).isNull();
    }

    @Test
    void keepsAnOrderByValueWithoutAQuantity() {
        alpaca.add(order("1", "new", T, "qty", null, "notional", "500.25"));

        Order order = broker.openOrders().get(0);

        assertThat(order.quantity()).isNull();
        assertThat(order.notional()).isEqualTo(new BigDecimal("500.25"));
    }

    @ParameterizedTest
    @CsvSource({
        "pending_new, PENDING_NEW",
        "new, NEW",
        "accepted, NEW",
        "accepted_for_bidding, NEW",
        "stopped, NEW",
        "partially_filled, PARTIALLY_FILLED",
        "held, HELD",
        "pending_cancel, PENDING_CANCEL",
        "pending_replace, PENDING_REPLACE",
        "suspended, SUSPENDED",
        "done_for_day, DONE_FOR_DAY",
        "calculated, DONE_FOR_DAY",
        "a_status_of_tomorrow, UNKNOWN",
        "filled, FILLED",
        "canceled, CANCELED",
        "expired, EXPIRED",
        "rejected, REJECTED",
        "replaced, REPLACED"
    })
    void knowsEveryStatusAndTakesOthersForWorking(String said, OrderStatus meant) {
        alpaca.add(order("1", said, T, "replaced_by", "2"));

        OrderLookup found = broker.findOrder(OrderKey.ofClient("c-1"));

        assertThat(((OrderLookup.Found) found).order().status()).isEqualTo(meant);
        assertThat(((OrderLookup.Found) found).order().replacedBy()).isEqualTo("2");
        assertThat(broker.openOrders()).hasSize(meant.isTerminal() ? 0 : 1);
    }

    @Test
    void findsHeldLegsUnderTheirParentAndLegsWhoseParentIsFilled() {
        alpaca.add(order(
                        "entry",
                        "new",
                        T,
                        "order_class",
                        "bracket",
                        "legs",
                        List.of(
                                order("target", "held", T, "side", "sell"),
                                order("stop", "held", T, "side", "sell", "type", "stop", "stop_price", "90"))))
                .add(order(
                        "done",
                        "filled",
                        T,
                        "filled_qty",
                        "10",
                        "legs",
                        List.of(order("lost", "canceled", T, "side", "sell"))))
                .add(order("alone", "new", T, "side", "sell", "type", "stop", "stop_price", "95"));

        List<Order> open = broker.openOrders();

        assertThat(open).extracting(Order::brokerOrderId).containsExactlyInAnyOrder("entry", "target", "stop", "alone");
        assertThat(open.stream().filter(order -> order.status() == OrderStatus.HELD))
                .hasSize(2)
                .allMatch(order -> "c-entry".equals(order.parentOrderId()));
    }

    @Test
    void takesTheLegsOfAnOptionCombinationForIt() {
        alpaca.add(order(
                "combo",
                "new",
                T,
                "order_class",
                "mleg",
                "symbol",
                "",
                "side",
                "",
                "asset_class",
                "",
                "legs",
                List.of(order("leg", "new", T, "symbol", "AAPL261218C00150000", "asset_class", "us_option"))));

        assertThat(broker.openOrders()).singleElement().satisfies(leg -> {
            assertThat(leg.brokerOrderId()).isEqualTo("leg");
            assertThat(leg.parentOrderId()).isEqualTo("c-combo");
            assertThat(leg.multiplier()).isEqualByComparingTo("100");
        });
        assertThat(broker.findOrder(OrderKey.ofClient("c-combo"))).isInstanceOf(OrderLookup.Unsupported.class);
    }

    @Test
    void readsMoreOpenOrdersThanAnAnswerHolds() {
        Instant start = Instant.parse("2026-11-24T10:00:00Z");
        for (int i = 0; i < 1234; i++) {
            // Three share each second, so that an exclusive "after" would lose some.
            alpaca.add(order("o" + i, "new", start.plusSeconds(i / 3).toString()));
        }

        assertThat(broker.openOrders()).hasSize(1234);
        assertThat(server.requests()).allMatch(request -> request.getTarget().contains("limit=500"));
    }

    @Test
    void refusesAListThatItCantProveComplete() {
        for (int i = 0; i < 501; i++) {
            alpaca.add(order("o" + i, "new", T));
        }

        BrokerException refused = catchThrowableOfType(BrokerException.class, broker::openOrders);

        assertThat(refused.kind()).isEqualTo(BrokerException.Kind.INCOMPLETE);
        assertThat(refused).hasMessageContaining("500 were read");
    }

    @Test
    void countsLegsWhenItJudgesWhetherAnAnswerIsFull() {
        List<Map<String, Object>> legs = List.of(order("l1", "held", T), order("l2", "held", T));
        server.on("/v2/orders", request -> {
            boolean nested = request.getTarget().contains("nested=true");
            return status(
                    200,
                    Json.of(IntStream.range(0, nested ? 200 : 1)
                            .mapToObj(i -> order("o" + i, "new", T, "legs", nested ? legs : null))
                            .toList()));
        });

        assertThatThrownBy(broker::openOrders).hasMessageContaining("full");
    }

    @Test
    void namesTheOrderRowThatCantBeRead() {
        alpaca.add(order("1", "new", T)).add(order("2", "new", T, "side", "sideways"));

        BrokerException refused = catchThrowableOfType(BrokerException.class, broker::openOrders);

        assertThat(refused.kind()).isEqualTo(BrokerException.Kind.INCOMPLETE);
        assertThat(refused).hasMessageContaining("body[1].side is sideways");
    }

    @Test
    void findsOrdersByEitherIdAndByBothOnlyIfBothFit() {
        alpaca.add(order("1", "canceled", T, "filled_qty", "4"));

        assertThat(broker.findOrder(OrderKey.ofClient("c-1")))
                .isInstanceOfSatisfying(
                        OrderLookup.Found.class,
                        found -> assertThat(found.order().filledQuantity()).isEqualTo(new BigDecimal("4")));
        assertThat(broker.findOrder(OrderKey.ofBroker("1"))).isInstanceOf(OrderLookup.Found.class);
        assertThat(broker.findOrder(new OrderKey("c-1", "1"))).isInstanceOf(OrderLookup.Found.class);
        assertThat(broker.findOrder(new OrderKey("c-1", "2"))).isInstanceOf(OrderLookup.NotFound.class);
        assertThat(broker.findOrder(OrderKey.ofClient("c 1&x=2"))).isInstanceOf(OrderLookup.NotFound.class);
        assertThat(server.last().getTarget()).endsWith("client_order_id=c%201%26x%3D2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | 404 page not found | REJECTED",
                "404 | {\"code\":40410001,\"message\":\"asset not found\"} | REJECTED",
                "422 | {\"code\":40010001,\"message\":\"invalid order id\"} | REJECTED",
                "400 | {\"message\":\"bad\"} | REJECTED",
                "401 | {\"code\":40110000,\"message\":\"access key verification failed\"} | AUTH",
                "401 | <html>401 Authorization Required</html> | AUTH",
                "403 | {\"message\":\"forbidden.\"} | AUTH",
                "403 | {\"code\":40310000,\"message\":\"business\"} | REJECTED",
                "429 | {\"code\":42910000,\"message\":\"rate limit exceeded\"} | TRANSIENT",
                "500 | oops | TRANSIENT",
                "503 | '' | TRANSIENT",
                "302 | moved | TRANSIENT",
                "200 | <html>we are back soon</html> | TRANSIENT",
                "200 | '' | TRANSIENT",
                "200 | {\"id\":\"1\" | TRANSIENT",
                "200 | {\"id\":\"1\"} {} | TRANSIENT",
                "200 | {\"id\":\"1\"} | INCOMPLETE",
                "200 | [] | INCOMPLETE"
            })
    void neverTakesAFailureForAnOrderThatIsNotThere(int code, String body, BrokerException.Kind kind) {
        server.on("/v2/orders:by_client_order_id", status(code, body));

        BrokerException refused =
                catchThrowableOfType(BrokerException.class, () -> broker.findOrder(OrderKey.ofClient("c-1")));

        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused).hasMessageContaining("/v2/orders:by_client_order_id");
    }

    @Test
    void tellsWhenTheRateLimitEnds() {
        long reset = Instant.now().plusSeconds(30).getEpochSecond();
        server.on("/v2/account", status(429, "{}", "X-Ratelimit-Reset", String.valueOf(reset)));

        assertThatThrownBy(broker::account)
                .hasMessageContaining("until " + Instant.ofEpochSecond(reset))
                .hasMessageContaining("HTTP 429");
    }

    @Test
    void takesBrokenConnectionsForPassing() {
        for (MockResponse fault : List.of(ScriptedServer.hangUp(), ScriptedServer.cut("[" + " ".repeat(4000) + "]"))) {
            server.on("/v2/positions", fault);

            assertThat(catchThrowableOfType(BrokerException.class, broker::positions)
                            .kind())
                    .isEqualTo(BrokerException.Kind.TRANSIENT);
        }
    }

    @Test
    void endsAnAnswerThatDripsOrNeverComes() {
        try (AlpacaBroker hasty = broker(Duration.ofMillis(200))) {
            for (MockResponse fault : List.of(ScriptedServer.drip("[]"), ScriptedServer.silence())) {
                server.on("/v2/positions", fault);

                BrokerException refused = catchThrowableOfType(BrokerException.class, hasty::positions);

                assertThat(refused.kind()).isEqualTo(BrokerException.Kind.TRANSIENT);
                assertThat(refused).hasMessageContaining("no whole answer within 200 ms");
            }
        }
    }

    @Test
    void takesAnOversizedAnswerForIncomplete() {
        server.on("/v2/positions", ScriptedServer.oversized(2_000_000));

        assertThat(catchThrowableOfType(BrokerException.class, broker::positions)
                        .kind())
                .isEqualTo(BrokerException.Kind.INCOMPLETE);
    }

    @Test
    void keepsTheInterruptOfACallThatWaits() {
        Thread.currentThread().interrupt();

        BrokerException refused = catchThrowableOfType(BrokerException.class, broker::account);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(refused.kind()).isEqualTo(BrokerException.Kind.TRANSIENT);
    }

    @Test
    void failsAfterItWasClosed() {
        broker.close();
        broker.close();

        assertThat(catchThrowableOfType(BrokerException.class, broker::account).kind())
                .isEqualTo(BrokerException.Kind.TRANSIENT);
    }

    @Test
    void provesFillsCompleteAndJoinsClientOrderIds() {
        alpaca.add(order("1", "filled", T, "filled_qty", "10"))
                // The same millisecond, and not in the order they happened.
                .addFill(fill("f2", "1", "6", "10", "2026-11-24T14:31:00.001000002Z"))
                .addFill(fill("f1", "1", "4", "4", "2026-11-24T14:31:00.001000001Z"));

        FillHistory fills = broker.fillsSince(SINCE);

        assertThat(fills).isInstanceOf(FillHistory.Complete.class);
        assertThat(fills.fills()).extracting(Fill::fillId).containsExactly("f1", "f2");
        assertThat(fills.fills()).extracting(Fill::clientOrderId).containsOnly("c-1");
        assertThat(fills.fills().get(0).price()).isEqualTo(new BigDecimal("107.25"));
        assertThat(fills.fills().get(0).time()).isEqualTo(Instant.parse("2026-11-24T14:31:00.001000001Z"));
        assertThat(fills.fills().get(0).fee()).isNull();
    }

    @Test
    void readsAllPagesOfFills() {
        alpaca.add(order("1", "filled", T, "qty", "250", "filled_qty", "250"));
        for (int i = 1; i <= 250; i++) {
            alpaca.addFill(fill("f" + i, "1", "1", String.valueOf(i), "2026-11-24T14:31:00Z"));
        }

        assertThat(broker.fillsSince(SINCE)).isInstanceOf(FillHistory.Complete.class);
        assertThat(broker.fillsSince(SINCE).fills()).hasSize(250);
    }

    @Test
    void saysThatARowIsMissingInTheMiddle() {
        alpaca.add(order("1", "filled", T, "filled_qty", "10"))
                .addFill(fill("f1", "1", "4", "4", "2026-11-24T14:31:00Z"))
                .addFill(fill("f3", "1", "5", "10", "2026-11-24T14:33:00Z"));

        FillHistory fills = broker.fillsSince(SINCE);

        assertThat(fills)
                .isInstanceOfSatisfying(
                        FillHistory.Incomplete.class,
                        incomplete ->
                                assertThat(incomplete.why()).contains("order c-1 has no fill that leads from 4 to 5"));
        assertThat(fills.fills()).hasSize(2);
    }

    @Test
    void saysThatTheLastRowOrAllRowsAreMissing() {
        alpaca.add(order("1", "filled", T, "filled_qty", "10"))
                .add(order("2", "canceled", T, "filled_qty", "3"))
                .addFill(fill("f1", "1", "4", "4", "2026-11-24T14:31:00Z"));

        assertThat(broker.fillsSince(SINCE))
                .isInstanceOfSatisfying(
                        FillHistory.Incomplete.class,
                        incomplete -> assertThat(incomplete.why())
                                .contains("order c-1 is filled by 10, its fills are 4")
                                .contains("order c-2 is filled by 3, its fills are 0"));
    }

    @Test
    void readsAgainWhenAnOrderFillsMeanwhile() {
        alpaca.add(order("1", "filled", T, "filled_qty", "10"))
                .addFill(fill("f1", "1", "4", "4", "2026-11-24T14:31:00Z"));
        int[] reads = {0};
        server.on("/v2/account/activities/FILL", request -> {
            if (++reads[0] == 2) {
                alpaca.addFill(fill("f2", "1", "6", "10", "2026-11-24T14:32:00Z"));
            }
            return status(200, Json.of(alpaca.fills()));
        });

        assertThat(broker.fillsSince(SINCE)).isInstanceOf(FillHistory.Complete.class);
        assertThat(reads[0]).isEqualTo(2);
    }

    @Test
    void reachesBackToTheFirstFillOfAnOlderOrder() {
        alpaca.add(order("old", "partially_filled", "2026-11-02T14:30:00Z", "filled_qty", "7"))
                .addFill(fill("f1", "old", "4", "4", "2026-11-03T15:00:00Z"))
                .addFill(fill("f2", "old", "3", "7", "2026-11-24T15:00:00Z"));

        FillHistory fills = broker.fillsSince(SINCE);

        assertThat(fills).isInstanceOf(FillHistory.Complete.class);
        assertThat(fills.fills()).extracting(Fill::fillId).containsExactly("f2");
    }

    @Test
    void looksUpOlderOrdersThatFillsBelongTo() {
        alpaca.add(order("old", "filled", "2026-11-02T14:30:00Z", "filled_qty", "7"))
                .addFill(fill("f1", "old", "7", "7", "2026-11-24T15:00:00Z"));

        assertThat(broker.fillsSince(SINCE).fills())
                .extracting(Fill::clientOrderId)
                .containsExactly("c-old");
        assertThat(broker.fillsSince(SINCE)).isInstanceOf(FillHistory.Complete.class);
    }

    @Test
    void saysThatAFillCantBeReadOrBelongsToNoOrder() {
        alpaca.addFill(fill("f1", "ghost", "7", "7", "2026-11-24T15:00:00Z"))
                .addFill(fill("f2", "ghost", "many", "7", "2026-11-24T15:00:00Z"));

        assertThat(broker.fillsSince(SINCE))
                .isInstanceOfSatisfying(
                        FillHistory.Incomplete.class,
                        incomplete -> assertThat(incomplete.why())
                                .contains("\"many\"")
                                .contains("ghost"));
        assertThat(broker.fillsSince(SINCE).fills()).extracting(Fill::fillId).containsExactly("f1");
    }

    @Test
    void givesUpOnPagesThatNeverEnd() {
        List<Map<String, Object>> page = IntStream.range(0, 100)
                .mapToObj(i -> fill("f" + i, "1", "1", String.valueOf(i + 1), "2026-11-24T15:00:00Z"))
                .toList();
        server.on("/v2/account/activities/FILL", status(200, Json.of(page)));

        assertThat(broker.fillsSince(SINCE))
                .isInstanceOfSatisfying(
                        FillHistory.Incomplete.class,
                        incomplete -> assertThat(incomplete.why()).contains("brought the same rows again"));
    }

    @Test
    void readsActivitiesWithTheirEffects() {
        alpaca.addActivity(
                        "id",
                        "20261124093001123::a1",
                        "activity_type",
                        "CSD",
                        "date",
                        "2026-11-24",
                        "net_amount",
                        "1000.50")
                .addActivity(
                        "id",
                        "20261124000000000::a2",
                        "activity_type",
                        "DIV",
                        "date",
                        "2026-11-24",
                        "net_amount",
                        "1.02",
                        "symbol",
                        "T",
                        "qty",
                        "2",
                        "per_share_amount",
                        "0.51")
                .addActivity(
                        "id",
                        "20261124000000000::a3",
                        "activity_type",
                        "CFEE",
                        "date",
                        "2026-11-24",
                        "net_amount",
                        "0",
                        "symbol",
                        "BTCUSD",
                        "qty",
                        "-0.00025",
                        "status",
                        "executed")
                .addActivity(
                        "id",
                        "20261124000000000::a4",
                        "activity_type",
                        "SPLIT",
                        "date",
                        "2026-11-24",
                        "symbol",
                        "NVDA",
                        "qty",
                        "90")
                .addActivity(
                        "id",
                        "20261124000000000::a5",
                        "activity_type",
                        "JNLC",
                        "date",
                        "2026-11-24",
                        "net_amount",
                        "5",
                        "status",
                        "canceled")
                .addActivity(
                        "id", "20261110000000000::a6", "activity_type", "FEE", "date", "2026-11-10", "net_amount", "-1")
                .addActivity(
                        "id",
                        "short",
                        "activity_type",
                        "NEW_KIND",
                        "date",
                        "2026-11-25",
                        "net_amount",
                        "-7",
                        "currency",
                        "EUR",
                        "description",
                        "something new");

        ActivityHistory history = broker.activitiesSince(Instant.parse("2026-11-24T20:00:00Z"));

        assertThat(history).isInstanceOf(ActivityHistory.Complete.class);
        assertThat(history.activities())
                .extracting(Activity::kind)
                .containsExactly(
                        Activity.Kind.DEPOSIT,
                        Activity.Kind.DIVIDEND,
                        Activity.Kind.FEE,
                        Activity.Kind.SPLIT,
                        Activity.Kind.OTHER);
        Activity deposit = history.activities().get(0);
        assertThat(deposit.time()).isEqualTo(Instant.parse("2026-11-24T14:30:01.123Z"));
        assertThat(deposit.cashChange()).isEqualTo(new BigDecimal("1000.50"));
        assertThat(deposit.currency()).isEqualTo("USD");
        assertThat(history.activities().get(1).quantityChange()).isNull();
        assertThat(history.activities().get(2).symbol()).isEqualTo("BTC/USD");
        assertThat(history.activities().get(2).quantityChange()).isEqualTo(new BigDecimal("-0.00025"));
        assertThat(history.activities().get(2).cashChange()).isNull();
        assertThat(history.activities().get(4).time()).isEqualTo(Instant.parse("2026-11-25T05:00:00Z"));
        assertThat(history.activities().get(4).currency()).isEqualTo("EUR");
    }

    @Test
    void saysThatAnActivityCantBeRead() {
        alpaca.addActivity("id", "1", "activity_type", "SPLIT", "date", "2026-11-24", "qty", "90")
                .addActivity("id", "2", "activity_type", "CSD", "date", "yesterday", "net_amount", "1");

        assertThat(broker.activitiesSince(SINCE))
                .isInstanceOfSatisfying(
                        ActivityHistory.Incomplete.class,
                        incomplete -> assertThat(incomplete.why())
                                .contains("names no symbol")
                                .contains("yesterday"));
    }

    @Test
    void canDoWhatABrokerCan() {
        assertThat(broker.capabilities()).containsExactlyInAnyOrder(BrokerCapability.values());
    }

    @Test
    void sendsNothingButGet() {
        alpaca.add(order("1", "new", T));
        broker.account();
        broker.positions();
        broker.openOrders();
        broker.findOrder(OrderKey.ofBroker("1"));
        broker.fillsSince(SINCE);
        broker.activitiesSince(SINCE);

        assertThat(server.requests()).allMatch(request -> request.getMethod().equals("GET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.alpaca.markets", "https://API.alpaca.markets/"})
    void refusesRealMoneyUnlessItIsAllowed(String url) {
        AlpacaBrokerBuilder live = AlpacaBroker.builder().keys("k", "s").baseUrl(url);

        assertThatThrownBy(live::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowLive(true)");
        try (AlpacaBroker allowed = live.allowLive(true).build()) {
            assertThat(allowed).hasToString("AlpacaBroker[LIVE]");
        }
    }

    @Test
    void isThePaperAccountUnlessSaid() {
        try (AlpacaBroker paper = AlpacaBroker.builder().keys("k", "s").build()) {
            assertThat(paper).hasToString("AlpacaBroker[PAPER]");
        }
        assertThatThrownBy(() -> AlpacaBroker.builder().keys("k", "s").live().build())
                .hasMessageContaining("allowLive(true)");
        assertThatThrownBy(() -> AlpacaBroker.builder()
                        .keys("k", "s")
                        .environment(TradingEnvironment.LIVE)
                        .build())
                .hasMessageContaining("is PAPER, not LIVE");
        assertThatThrownBy(() -> AlpacaBroker.builder()
                        .keys("k", "s")
                        .baseUrl("https://proxy.example")
                        .build())
                .hasMessageContaining("environment(PAPER)");
        assertThatThrownBy(() -> AlpacaBroker.builder()
                        .keys("k", "s")
                        .baseUrl("https://proxy.example")
                        .environment(TradingEnvironment.LIVE)
                        .build())
                .hasMessageContaining("allowLive(true)");
        assertThatThrownBy(() -> AlpacaBroker.builder()
                        .keys("k", "s")
                        .baseUrl("http://paper-api.alpaca.markets")
                        .build())
                .hasMessageContaining("plain http");
    }
}
