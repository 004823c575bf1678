package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.tradingrecovery.drill.exchange.matching.Kind;
import io.tradingrecovery.drill.exchange.matching.Lasting;
import io.tradingrecovery.drill.exchange.matching.OrderRequest;
import io.tradingrecovery.drill.exchange.matching.Side;
import io.tradingrecovery.drill.exchange.matching.Words;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the body of a new order as Alpaca's clients write it. */
final class OrderForm {

    private OrderForm() {}

    static OrderRequest read(JsonNode body, Instruments instruments) throws BadRequestException {
        String name = required(body, "symbol");
        String symbol = instruments.find(name).orElse(name);
        BigDecimal quantity = Json.amount(body, "qty");
        if (quantity == null) {
            throw new BadRequestException("qty is required; orders by value are not taken here");
        }
        Lasting lasting = word(Lasting.class, body, "time_in_force");
        if (Instruments.isCrypto(symbol) && lasting != Lasting.GTC && lasting != Lasting.IOC) {
            throw new BadRequestException("invalid crypto time_in_force");
        }
        String orderClass = Json.string(body, "order_class").orElse("simple");
        BigDecimal takeProfit = leg(body, "take_profit", "limit_price");
        BigDecimal stopLoss = leg(body, "stop_loss", "stop_price");
        int legs = (takeProfit == null ? 0 : 1) + (stopLoss == null ? 0 : 1);
        int needed = switch (orderClass) {
            case "", "simple" -> 0;
            case "oto" -> 1;
            case "bracket" -> 2;
            default -> throw new BadRequestException("order_class " + orderClass + " is not taken here");
        };
        if (legs != needed) {
            throw new BadRequestException("order_class " + orderClass + " needs " + needed
                    + " of take_profit and stop_loss, and has " + legs);
        }
        return new OrderRequest(
                Json.string(body, "client_order_id").orElse(null),
                symbol,
                word(Side.class, body, "side"),
                word(Kind.class, body, "type"),
                lasting,
                quantity,
                Json.amount(body, "limit_price"),
                Json.amount(body, "stop_price"),
                takeProfit,
                stopLoss);
    }

    private static @Nullable BigDecimal leg(JsonNode body, String leg, String price) throws BadRequestException {
        JsonNode value = body.get(leg);
        return value == null || value.isNull() ? null : Json.amount(value, price);
    }

    private static String required(JsonNode body, String name) throws BadRequestException {
        Optional<String> text = Json.string(body, name);
        if (text.isEmpty()) {
            throw new BadRequestException(name + " is required");
        }
        return text.get();
    }

    private static <E extends Enum<E>> E word(Class<E> type, JsonNode body, String name) throws BadRequestException {
        String word = required(body, name);
        try {
            return Words.parse(type, word);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("invalid " + name + " " + word, e);
        }
    }
}
