package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.providers.internal.http.BaseUrl;
import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.TradingEnvironment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account at Alpaca, read only: it sends no request but GET. Each call blocks for as long as its requests take, at most
 * the request timeout for each. Thread-safe.
 *
 * <p>It is the paper account unless {@link AlpacaBrokerBuilder#live()} and {@link AlpacaBrokerBuilder#allowLive} say
 * otherwise. Coins are named as orders name them, {@code BTC/USD}, in positions too.
 */
public final class AlpacaBroker implements Broker, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlpacaBroker.class);

    private static final String ACCOUNT = "/v2/account";
    private static final String POSITIONS = "/v2/positions";
    private static final String ORDER = "/v2/orders/";
    private static final String ORDER_BY_CLIENT_ID = "/v2/orders:by_client_order_id";

    private final TradingApi api;
    private final TradingEnvironment environment;
    private final AlpacaSymbols symbols;
    private final AlpacaBrokerBuilder settings;
    private final OrderReader reader;
    private final OrderPages orders;
    private final FillReader fills;
    private final ActivityReader activities;

    AlpacaBroker(AlpacaBrokerBuilder settings, TradingApi api, TradingEnvironment environment, AlpacaSymbols symbols) {
        this.settings = settings;
        this.api = api;
        this.environment = environment;
        this.symbols = symbols;
        reader = new OrderReader(symbols);
        orders = new OrderPages(api, reader);
        ActivityPages pages = new ActivityPages(api);
        fills = new FillReader(pages, orders, this::byBrokerId, symbols);
        activities = new ActivityReader(pages, symbols);
    }

    /** Starts one; keys are taken from {@code APCA_API_KEY_ID} and {@code APCA_API_SECRET_KEY} unless given. */
    public static AlpacaBrokerBuilder builder() {
        return new AlpacaBrokerBuilder();
    }

    @Override
    public AccountState account() {
        JsonView account = api.get(ACCOUNT, Map.of());
        return read(ACCOUNT, account, row -> {
            warnIfBlocked(row);
            String currency = row.text("currency");
            return AccountState.of(
                    row.text("id"),
                    environment,
                    currency,
                    row.optionalAmount("equity"),
                    Map.of(currency, row.amount("cash")),
                    row.optionalAmount("buying_power"));
        });
    }

    private static void warnIfBlocked(JsonView account) {
        String status = account.optionalText("status");
        if (account.flag("account_blocked") || account.flag("trading_blocked") || !"ACTIVE".equals(status)) {
            LOG.warn(
                    "Alpaca says the account is {}{}{}: orders may be refused",
                    status,
                    account.flag("account_blocked") ? ", blocked" : "",
                    account.flag("trading_blocked") ? ", trading blocked" : "");
        }
    }

    @Override
    public List<Position> positions() {
        JsonView body = api.get(POSITIONS, Map.of());
        return read(POSITIONS, body, JsonView::objects).stream()
                .map(row -> read(POSITIONS, row, this::position))
                .toList();
    }

    private Position position(JsonView row) {
        String symbol = row.text("symbol");
        String assetClass = row.optionalText("asset_class");
        BigDecimal quantity = row.amount("qty");
        if ("short".equals(row.optionalText("side")) && quantity.signum() > 0) {
            throw new JsonProblem(row.place() + " is a short of " + symbol + " with the quantity " + quantity
                    + ", which contradict each other");
        }
        return new Position(
                symbols.canonical(symbol, assetClass),
                quantity,
                row.optionalAmount("avg_entry_price"),
                AlpacaSymbols.multiplier(symbol, assetClass),
                row.optionalText("asset_id"));
    }

    @Override
    public List<Order> openOrders() {
        return List.copyOf(orders.open());
    }

    /**
     * {@inheritDoc}
     *
     * <p>An order of several option legs can't be told as one order: {@link OrderLookup.Unsupported}.
     */
    @Override
    public OrderLookup findOrder(OrderKey key) {
        Optional<JsonView> found = key.clientOrderId() == null
                ? api.find(ORDER + BaseUrl.encode(String.valueOf(key.brokerOrderId())), Map.of("nested", "true"))
                : api.find(ORDER_BY_CLIENT_ID, Map.of("client_order_id", key.clientOrderId()));
        if (found.isEmpty()) {
            return new OrderLookup.NotFound();
        }
        return read(ORDER_BY_CLIENT_ID, found.get(), row -> {
            if (OrderReader.isCombination(row)) {
                return new OrderLookup.Unsupported(
                        "order " + key + " is a combination of several options; look up its legs");
            }
            Order order = reader.read(row).get(0);
            return fits(key, order) ? new OrderLookup.Found(order) : new OrderLookup.NotFound();
        });
    }

    private static boolean fits(OrderKey key, Order order) {
        return (key.clientOrderId() == null || key.clientOrderId().equals(order.clientOrderId()))
                && (key.brokerOrderId() == null || key.brokerOrderId().equals(order.brokerOrderId()));
    }

    private Optional<Order> byBrokerId(String id) {
        return findOrder(OrderKey.ofBroker(id)) instanceof OrderLookup.Found found
                ? Optional.of(found.order())
                : Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Complete only if each order's fills add up, step by step, to what the order says is filled.
     */
    @Override
    public FillHistory fillsSince(Instant from) {
        return fills.since(from);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Alpaca dates most of them by the day: those of the day of {@code from} in New York are all there.
     */
    @Override
    public ActivityHistory activitiesSince(Instant from) {
        return activities.since(from);
    }

    @Override
    public Set<BrokerCapability> capabilities() {
        return EnumSet.allOf(BrokerCapability.class);
    }

    /**
     * The hours of the US stock market, loaded now and refreshed in the background for as long as this broker is open.
     *
     * @param extendedHours whether the sessions before and after the regular one count as open
     * @throws io.tradingrecovery.errors.SessionCalendarException if it could not be loaded, or contradicts Alpaca's clock
     */
    public AlpacaCalendar loadCalendar(boolean extendedHours) {
        return AlpacaCalendar.load(api, settings.clock(), extendedHours);
    }

    private <T> T read(String path, JsonView row, Function<JsonView, T> reading) {
        try {
            return reading.apply(row);
        } catch (JsonProblem | IllegalArgumentException e) {
            throw api.failure(Kind.INCOMPLETE, path, row.place() + " can't be read: " + e.getMessage());
        }
    }

    /** Ends what is under way, with a {@link BrokerException} for who waits for it; idempotent. */
    @Override
    public void close() {
        api.close();
    }

    @Override
    public String toString() {
        return "AlpacaBroker[" + environment + "]";
    }
}
