package io.tradingrecovery.testing;

import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TimeInForce;
import java.math.BigDecimal;

/** Brokers and orders to test with. */
final class Exchanges {

    static final String START = "2026-11-23T14:30:00Z";

    private Exchanges() {}

    static SimulatedBrokerBuilder usual(SettableClock clock) {
        return SimulatedBroker.builder(clock)
                .instruments(
                        Instrument.stock("AAPL"),
                        Instrument.stock("SAP").in("EUR"),
                        Instrument.stock("FRAC").withStep(new BigDecimal("0.0001")),
                        Instrument.stock("LONG").notShortable(),
                        Instrument.option("AAPL261218C00190000"),
                        Instrument.crypto("BTC/USD"));
    }

    static Order market(String id, String symbol, OrderSide side, String quantity) {
        return order(id, symbol, side, OrderType.MARKET, quantity).build();
    }

    static Order limit(String id, String symbol, OrderSide side, String quantity, String price) {
        return order(id, symbol, side, OrderType.LIMIT, quantity)
                .limitPrice(amount(price))
                .build();
    }

    static Order stop(String id, String symbol, OrderSide side, String quantity, String price) {
        return order(id, symbol, side, OrderType.STOP, quantity)
                .stopPrice(amount(price))
                .build();
    }

    static Order.Builder order(String id, String symbol, OrderSide side, OrderType type, String quantity) {
        return Order.builder(id, symbol, side, type).quantity(amount(quantity)).timeInForce(TimeInForce.GTC);
    }

    static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }
}
