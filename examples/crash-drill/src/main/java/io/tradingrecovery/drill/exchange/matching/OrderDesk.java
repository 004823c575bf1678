package io.tradingrecovery.drill.exchange.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes, changes and cancels orders, or refuses to, by the rules of a cash account: no loan of money or of units, client
 * order ids used once for ever. Each method books what it decides and returns it.
 */
public final class OrderDesk {

    static final int DUPLICATE = 40010001;
    private static final int NOT_ENOUGH = 40310000;
    private static final int TOO_LATE = 42210000;
    private static final int QUANTITY_PLACES = 9;
    private static final int LONGEST_CLIENT_ID = 128;

    private final Books books;
    private final Set<String> symbols;

    /** A desk that trades these symbols. */
    public OrderDesk(Books books, Set<String> symbols) {
        this.books = books;
        this.symbols = Set.copyOf(symbols);
    }

    /**
     * Takes an order, with its legs if it is a bracket.
     *
     * @param lastPrice the symbol's last price, at which a market order is judged; absent before the first print
     */
    public List<LedgerEntry> submit(OrderRequest request, @Nullable BigDecimal lastPrice, Instant now)
            throws RefusedException {
        requireUnused(request.clientOrderId());
        requireSound(request);
        requireMeans(request, lastPrice, BigDecimal.ZERO);
        String orderId = Matching.uuid("order", books);
        String clientOrderId = request.clientOrderId() == null ? orderId : request.clientOrderId();
        List<LedgerEntry> made = new ArrayList<>();
        take(made, now, terms(request, orderId, clientOrderId, null));
        if (request.takeProfit() != null) {
            take(made, now, leg(request, orderId, Kind.LIMIT, request.takeProfit(), null));
        }
        if (request.stopLoss() != null) {
            take(made, now, leg(request, orderId, Kind.STOP, null, request.stopLoss()));
        }
        return made;
    }

    /** Puts an order with another quantity or other prices in the place of one that works; what is absent is kept. */
    public List<LedgerEntry> replace(
            String orderId,
            @Nullable String clientOrderId,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal limitPrice,
            @Nullable BigDecimal stopPrice,
            Instant now)
            throws RefusedException {
        ExchangeOrder order = requireOrder(orderId);
        requireUnused(clientOrderId);
        if (!order.status().isWorking()
                || order.terms().parentId() != null
                || !books.legs(orderId).isEmpty()) {
            throw new RefusedException(422, TOO_LATE, "order is not open or can't be replaced");
        }
        Terms old = order.terms();
        BigDecimal wanted = quantity == null ? old.quantity() : quantity;
        if (wanted.compareTo(order.filled()) <= 0) {
            throw new RefusedException(422, TOO_LATE, "qty must be greater than the filled qty of " + order.filled());
        }
        // The replacement is an order of its own, for what the old one has not filled.
        OrderRequest request = new OrderRequest(
                clientOrderId,
                old.symbol(),
                old.side(),
                old.kind(),
                old.lasting(),
                wanted.subtract(order.filled()),
                limitPrice == null ? old.limitPrice() : limitPrice,
                stopPrice == null ? old.stopPrice() : stopPrice,
                null,
                null);
        requireSound(request);
        requireMeans(request, null, order.leaves());
        String newId = Matching.uuid("order", books);
        Terms terms = terms(request, newId, clientOrderId == null ? newId : clientOrderId, orderId);
        LedgerEntry entry = new LedgerEntry.Replaced(now, orderId, terms);
        books.apply(entry);
        return List.of(entry);
    }

    /** Cancels an order that is open, and the held legs with it. */
    public List<LedgerEntry> cancel(String orderId, Instant now) throws RefusedException {
        ExchangeOrder order = requireOrder(orderId);
        if (!order.status().isOpen()) {
            throw new RefusedException(422, TOO_LATE, "order is already in \"" + Words.of(order.status()) + "\" state");
        }
        return Matching.cancel(books, orderId, now);
    }

    /** Books that a request was refused. */
    public LedgerEntry refused(@Nullable String clientOrderId, RefusedException refusal, Instant now) {
        LedgerEntry entry = new LedgerEntry.Refused(
                now,
                clientOrderId == null ? "" : clientOrderId,
                refusal.isDuplicate(),
                refusal.code(),
                refusal.reason());
        books.apply(entry);
        return entry;
    }

    private void take(List<LedgerEntry> made, Instant now, Terms terms) {
        LedgerEntry entry = new LedgerEntry.Taken(now, terms);
        books.apply(entry);
        made.add(entry);
    }

    private static Terms terms(OrderRequest request, String orderId, String clientOrderId, @Nullable String replaces) {
        return new Terms(
                orderId,
                clientOrderId,
                request.symbol(),
                request.side(),
                request.kind(),
                request.lasting(),
                request.quantity(),
                request.limitPrice(),
                request.stopPrice(),
                null,
                replaces);
    }

    private Terms leg(
            OrderRequest request,
            String parentId,
            Kind kind,
            @Nullable BigDecimal limitPrice,
            @Nullable BigDecimal stopPrice) {
        String id = Matching.uuid("order", books);
        Side side = request.side() == Side.BUY ? Side.SELL : Side.BUY;
        return new Terms(
                id,
                id,
                request.symbol(),
                side,
                kind,
                Lasting.GTC,
                request.quantity(),
                limitPrice,
                stopPrice,
                parentId,
                null);
    }

    private void requireUnused(@Nullable String clientOrderId) throws RefusedException {
        if (clientOrderId == null) {
            return;
        }
        if (clientOrderId.isEmpty() || clientOrderId.length() > LONGEST_CLIENT_ID) {
            throw new RefusedException(
                    422, 42210001, "client_order_id must be 1 to " + LONGEST_CLIENT_ID + " characters");
        }
        if (books.findByClientId(clientOrderId) != null) {
            throw new RefusedException(422, DUPLICATE, "client_order_id must be unique");
        }
    }

    private void requireSound(OrderRequest request) throws RefusedException {
        if (!symbols.contains(request.symbol())) {
            throw new RefusedException(422, 42210001, "asset \"" + request.symbol() + "\" not found");
        }
        requirePositive("qty", request.quantity());
        if (request.quantity().stripTrailingZeros().scale() > QUANTITY_PLACES) {
            throw new RefusedException(422, 42210001, "qty must have at most " + QUANTITY_PLACES + " decimal places");
        }
        requirePrice("limit_price", request.kind().hasLimit(), request.limitPrice());
        requirePrice("stop_price", request.kind().hasStop(), request.stopPrice());
        boolean bracket = request.takeProfit() != null || request.stopLoss() != null;
        if (bracket && request.side() == Side.SELL) {
            throw new RefusedException(422, 42210001, "bracket orders must be entry orders");
        }
        if (request.takeProfit() != null) {
            requirePositive("take_profit.limit_price", request.takeProfit());
        }
        if (request.stopLoss() != null) {
            requirePositive("stop_loss.stop_price", request.stopLoss());
        }
    }

    private static void requirePrice(String name, boolean needed, @Nullable BigDecimal price) throws RefusedException {
        if (needed != (price != null)) {
            throw new RefusedException(
                    422, 42210001, name + (needed ? " is required for this order type" : " must not be given"));
        }
        if (price != null) {
            requirePositive(name, price);
        }
    }

    private static void requirePositive(String name, BigDecimal value) throws RefusedException {
        if (value.signum() <= 0) {
            throw new RefusedException(422, 42210001, name + " must be > 0, and is " + value.toPlainString());
        }
    }

    private void requireMeans(OrderRequest request, @Nullable BigDecimal lastPrice, BigDecimal released)
            throws RefusedException {
        if (request.side() == Side.SELL) {
            BigDecimal available = books.holding(request.symbol())
                    .quantity()
                    .subtract(books.promised(request.symbol()))
                    .add(released);
            if (request.quantity().compareTo(available) > 0) {
                throw new RefusedException(
                        403,
                        NOT_ENOUGH,
                        "insufficient qty available for order (requested: "
                                + request.quantity().toPlainString() + ", available: " + available.toPlainString()
                                + ")");
            }
            return;
        }
        BigDecimal price = firstOf(request.limitPrice(), request.stopPrice(), lastPrice);
        if (price != null && request.quantity().multiply(price).compareTo(buyingPower()) > 0) {
            throw new RefusedException(
                    403,
                    NOT_ENOUGH,
                    "insufficient buying power (" + buyingPower().setScale(2, RoundingMode.DOWN) + ")");
        }
    }

    /** Cash less what open buy orders with a price may still need. */
    public BigDecimal buyingPower() {
        BigDecimal reserved = books.openOrders().stream()
                .filter(order -> order.terms().side() == Side.BUY)
                .map(order -> {
                    BigDecimal price =
                            firstOf(order.terms().limitPrice(), order.terms().stopPrice(), BigDecimal.ZERO);
                    return price == null ? BigDecimal.ZERO : order.leaves().multiply(price);
                })
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return books.cash().subtract(reserved);
    }

    private static @Nullable BigDecimal firstOf(
            @Nullable BigDecimal first, @Nullable BigDecimal second, @Nullable BigDecimal third) {
        if (first != null) {
            return first;
        }
        return second != null ? second : third;
    }

    private ExchangeOrder requireOrder(String orderId) throws RefusedException {
        ExchangeOrder order = books.find(orderId);
        if (order == null) {
            throw new RefusedException(404, 40410000, "order not found for " + orderId);
        }
        return order;
    }
}
