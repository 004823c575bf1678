package io.tradingrecovery.world;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.testing.Instrument;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testing.SimulatedBroker;
import io.tradingrecovery.testing.SimulatedBrokerBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything that happens at the broker: prices, strangers, the account's own events, and what the bot does. */
final class Trading {

    private final SplittableRandom random;
    private final SettableClock clock;
    private final Traits traits;
    private final Story story;
    private final Orders orders;
    private final SimulatedBroker broker;
    private final List<Instrument> instruments = new ArrayList<>(List.of(
            stock("AAPL"),
            stock("SAP").in("EUR"),
            stock("FRAC").withStep(new BigDecimal("0.0001")),
            Instrument.option("AAPL261218C00190000"),
            Instrument.crypto("BTC/USD")));
    private final Map<String, BigDecimal> prices = new HashMap<>();
    private int serial;

    Trading(SplittableRandom random, SettableClock clock, Traits traits, Story story) {
        this.random = random;
        this.clock = clock;
        this.traits = traits;
        this.story = story;
        orders = new Orders(random, clock);
        SimulatedBrokerBuilder settings = SimulatedBroker.builder(clock)
                .cash("USD", new BigDecimal("1000000"))
                .cash("EUR", new BigDecimal("50000"))
                .fees(traits.fees)
                .capabilities(traits.capabilities);
        instruments.forEach(settings::instrument);
        broker = settings.build();
        instruments.forEach(instrument -> move(instrument, BigDecimal.valueOf(20 + random.nextInt(180)), null));
    }

    private static Instrument stock(String symbol) {
        Instrument stock = Instrument.stock(symbol);
        return new Instrument(
                symbol, stock.currency(), null, BigDecimal.ONE, stock.assetId(), stock.step(), stock.shortable());
    }

    SimulatedBroker broker() {
        return broker;
    }

    /** A step of the bot's life: time passes, and somebody does something. */
    void live(Bot bot) {
        pass(Duration.ofMillis(50 + random.nextInt(20_000)));
        bot.hear();
        int dice = random.nextInt(100);
        if (dice < 34) {
            send(bot);
        } else if (dice < 40) {
            spoilWrite();
            any(bot::owns).ifPresent(order -> bot.cancel(order.clientOrderId()));
        } else if (dice < 46) {
            spoilWrite();
            any(bot::owns).ifPresent(order -> bot.replace(order.clientOrderId(), successor("bot-", order)));
        } else if (dice < 58 && traits.saves) {
            bot.save();
        } else {
            market();
        }
    }

    private void send(Bot bot) {
        Instrument instrument = oneOf(instruments);
        BigDecimal price = price(instrument);
        spoilWrite();
        String id = "bot-" + ++serial;
        BigDecimal quantity = orders.quantity(instrument);
        String symbol = instrument.symbol();
        switch (random.nextInt(10)) {
            case 0 ->
                bot.submitBracket(
                        orders.resting(id, symbol, OrderSide.BUY, quantity, price),
                        orders.resting(id + "-profit", symbol, OrderSide.SELL, quantity, price),
                        orders.stop(id + "-stop", symbol, OrderSide.SELL, quantity, price));
            case 1 ->
                bot.submitPair(
                        orders.resting(id, symbol, OrderSide.SELL, quantity, price),
                        orders.stop(id + "-stop", symbol, OrderSide.SELL, quantity, price));
            default -> bot.submit(orders.any(id, instrument, price));
        }
    }

    private Order successor(String prefix, Order order) {
        BigDecimal price = price(order.symbol());
        BigDecimal quantity = order.quantity() == null ? BigDecimal.ONE : order.quantity();
        return orders.resting(prefix + ++serial, order.symbol(), order.side(), quantity, price);
    }

    /** Some requests and answers are lost on their way. */
    private void spoilWrite() {
        var fault = switch (random.nextInt(24)) {
            case 0 -> "request is lost";
            case 1 -> "answer is lost";
            case 2 -> "request is late";
            case 3 -> "request is refused";
            default -> "";
        };
        broker.faults().clear();
        for (var writes : List.of(
                broker.faults().submits(),
                broker.faults().cancels(),
                broker.faults().replaces())) {
            switch (fault) {
                case "request is lost" -> writes.loseRequest();
                case "answer is lost" -> writes.loseAnswer();
                case "request is late" -> writes.delay(Duration.ofSeconds(1 + random.nextInt(25)));
                case "request is refused" -> writes.reject("no margin");
                default -> {}
            }
        }
        if (!fault.isEmpty()) {
            story.tell("(the next " + fault + ")");
        }
    }

    /** A step without the bot. */
    void goOn(Duration time) {
        pass(time);
        market();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** Something happens that the bot has no hand in. */
    void market() {
        int dice = random.nextInt(100);
        if (dice < 46) {
            move(oneOf(instruments));
        } else if (dice < 64) {
            any(order -> true).ifPresent(this::fillSome);
        } else if (dice < 84) {
            if (traits.strangersTrade) {
                stranger();
            }
        } else {
            accountEvent();
        }
    }

    /** A small change, as it may come between two reads. */
    void stir() {
        if (random.nextInt(3) == 0) {
            any(order -> true).ifPresent(this::fillSome);
        } else {
            move(oneOf(instruments));
        }
    }

    private void move(Instrument instrument) {
        BigDecimal next = price(instrument)
                .multiply(BigDecimal.valueOf(9_750 + random.nextInt(501), 4))
                .setScale(2, RoundingMode.HALF_UP);
        boolean thin = random.nextBoolean();
        move(instrument, next, thin ? instrument.step().multiply(BigDecimal.valueOf(random.nextInt(20))) : null);
    }

    private void move(Instrument instrument, BigDecimal price, @Nullable BigDecimal available) {
        prices.put(instrument.symbol(), price);
        if (available == null) {
            broker.setPrice(instrument.symbol(), price);
        } else {
            broker.setPrice(instrument.symbol(), price, available);
        }
        story.tell(instrument.symbol() + " is at " + price + (available == null ? "" : ", for " + available));
    }

    private void fillSome(Order order) {
        BigDecimal step = instruments.stream()
                .filter(instrument -> instrument.symbol().equals(order.symbol()))
                .map(Instrument::step)
                .findFirst()
                .orElseThrow();
        BigDecimal price = order.limitPrice() != null ? order.limitPrice() : price(order.symbol());
        try {
            broker.fill(order.clientOrderId(), step, price);
            story.tell(order.clientOrderId() + " fills " + step + " at " + price);
        } catch (IllegalArgumentException e) {
            // A held leg, or an order by value that has not enough left for one more unit.
            story.tell(order.clientOrderId() + " does not fill");
        }
    }

    private void stranger() {
        try {
            switch (random.nextInt(5)) {
                case 0 ->
                    any(order -> true).ifPresent(order -> {
                        story.tell("a stranger cancels " + order.clientOrderId());
                        broker.cancel(order.clientOrderId());
                    });
                case 1 ->
                    any(order -> true).ifPresent(order -> {
                        Order next = successor("manual-", order);
                        story.tell("a stranger replaces " + order.clientOrderId() + " by " + next.clientOrderId());
                        broker.replace(order.clientOrderId(), next);
                    });
                default -> {
                    Instrument instrument = oneOf(instruments);
                    Order order = orders.any("manual-" + ++serial, instrument, price(instrument));
                    story.tell("a stranger submits " + Bot.text(order));
                    broker.submit(order);
                }
            }
        } catch (BrokerException e) {
            story.tell("which fails: " + e.getMessage());
        }
    }

    private void accountEvent() {
        Instrument instrument = oneOf(instruments);
        String symbol = instrument.symbol();
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(20_000), 2);
        switch (random.nextInt(9)) {
            case 0, 1 -> broker.deposit("USD", random.nextBoolean() ? amount : amount.negate());
            case 2 -> broker.interest("EUR", amount);
            case 3 -> broker.chargeFee("USD", amount);
            case 4, 5 -> broker.payDividend(symbol, new BigDecimal("0.24"));
            case 6 -> broker.transfer(symbol, orders.quantity(instrument));
            case 7 -> split(symbol);
            default -> rename(instrument);
        }
        story.tell("account: "
                + broker.ledger().activities().stream()
                        .reduce((earlier, later) -> later)
                        .map(Object::toString)
                        .orElse("nothing"));
    }

    private void split(String symbol) {
        int after = random.nextBoolean() ? 2 : 3;
        boolean reverse = random.nextInt(3) == 0;
        broker.split(symbol, reverse ? after : 1, reverse ? 1 : after);
        BigDecimal factor = BigDecimal.valueOf(after);
        prices.computeIfPresent(
                symbol,
                (name, price) -> reverse
                        ? price.multiply(factor)
                        : price.divide(factor, 2, RoundingMode.HALF_UP).max(new BigDecimal("0.01")));
        story.tell(symbol + " splits " + after + (reverse ? " to one" : " for one"));
    }

    private void rename(Instrument instrument) {
        BigDecimal multiplier = instrument.multiplier();
        if (multiplier == null || multiplier.compareTo(BigDecimal.ONE) != 0) {
            return;
        }
        String old = instrument.symbol();
        String next = old.endsWith("X") ? old.substring(0, old.length() - 1) : old + "X";
        broker.changeSymbol(old, next);
        instruments.remove(instrument);
        instruments.add(new Instrument(
                next,
                instrument.currency(),
                null,
                instrument.multiplier(),
                instrument.assetId(),
                instrument.step(),
                instrument.shortable()));
        prices.put(next, price(old));
        story.tell(old + " is called " + next + " now");
    }

    private Optional<Order> any(Predicate<Order> which) {
        List<Order> open = broker.ledger().openOrders().stream().filter(which).toList();
        return open.isEmpty() ? Optional.empty() : Optional.of(oneOf(open));
    }

    private BigDecimal price(Instrument instrument) {
        return price(instrument.symbol());
    }

    private BigDecimal price(String symbol) {
        return Objects.requireNonNull(prices.get(symbol), symbol);
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
