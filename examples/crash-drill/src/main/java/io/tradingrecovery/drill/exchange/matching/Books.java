package io.tradingrecovery.drill.exchange.matching;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all ledger entries add up to: orders, holdings and cash. It changes by {@link #apply} alone, so the same entries
 * always give the same books. Not thread-safe.
 */
public final class Books {

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Map<String, ExchangeOrder> orders = new LinkedHashMap<>();
    private final Map<String, ExchangeOrder> open = new LinkedHashMap<>();
    private final Map<String, String> byClientId = new HashMap<>();
    private final Map<String, List<String>> legs = new HashMap<>();
    private final Map<String, Holding> holdings = new TreeMap<>();
    private String accountId = "";
    private BigDecimal cash = BigDecimal.ZERO;

    /** The books that these entries add up to. */
    public static Books of(List<LedgerEntry> entries) {
        Books books = new Books();
        entries.forEach(books::apply);
        return books;
    }

    /** Books one entry. */
    public void apply(LedgerEntry entry) {
        if (entry instanceof LedgerEntry.Opened opened) {
            accountId = opened.accountId();
            cash = opened.cash();
        } else if (entry instanceof LedgerEntry.Taken taken) {
            add(ExchangeOrder.taken(taken.terms(), taken.at()));
        } else if (entry instanceof LedgerEntry.Released released) {
            put(order(released.orderId()).with(Status.NEW, released.at()));
        } else if (entry instanceof LedgerEntry.Triggered triggered) {
            put(order(triggered.orderId()).triggeredAt(triggered.at()));
        } else if (entry instanceof LedgerEntry.Filled filled) {
            book(filled);
        } else if (entry instanceof LedgerEntry.Ended ended) {
            put(order(ended.orderId()).with(ended.status(), ended.at()));
        } else if (entry instanceof LedgerEntry.Replaced replaced) {
            put(order(replaced.orderId()).replacedBy(replaced.replacement().orderId(), replaced.at()));
            add(ExchangeOrder.taken(replaced.replacement(), replaced.at()));
        } else if (entry instanceof LedgerEntry.CashMoved moved) {
            cash = cash.add(moved.amount());
        }
        entries.add(entry);
    }

    private void book(LedgerEntry.Filled filled) {
        ExchangeOrder order = order(filled.orderId());
        Side side = order.terms().side();
        put(order.plus(filled.quantity(), filled.price(), filled.at()));
        Holding holding = holding(order.terms().symbol()).plus(side, filled.quantity(), filled.price());
        if (holding.quantity().signum() == 0) {
            holdings.remove(order.terms().symbol());
        } else {
            holdings.put(order.terms().symbol(), holding);
        }
        cash = cash.subtract(side.signed(filled.quantity().multiply(filled.price())));
    }

    private void add(ExchangeOrder order) {
        Terms terms = order.terms();
        byClientId.put(terms.clientOrderId(), terms.orderId());
        if (terms.parentId() != null) {
            legs.computeIfAbsent(terms.parentId(), parent -> new ArrayList<>()).add(terms.orderId());
        }
        put(order);
    }

    private void put(ExchangeOrder order) {
        orders.put(order.terms().orderId(), order);
        if (order.status().isOpen()) {
            open.put(order.terms().orderId(), order);
        } else {
            open.remove(order.terms().orderId());
        }
    }

    /** Every entry, in order. */
    public List<LedgerEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** How many entries there are; the next one's number. */
    public int size() {
        return entries.size();
    }

    /** Every order ever taken, in the order they were. */
    public Collection<ExchangeOrder> orders() {
        return Collections.unmodifiableCollection(orders.values());
    }

    /** The orders that are open, held ones too, in the order they were taken. */
    public List<ExchangeOrder> openOrders() {
        return List.copyOf(open.values());
    }

    /** The order of this id; absent if there is none. */
    public @Nullable ExchangeOrder find(String orderId) {
        return orders.get(orderId);
    }

    /** The order of this client order id; absent if there is none. */
    public @Nullable ExchangeOrder findByClientId(String clientOrderId) {
        String id = byClientId.get(clientOrderId);
        return id == null ? null : orders.get(id);
    }

    /** The legs of an order, in the order they were taken. */
    public List<ExchangeOrder> legs(String parentId) {
        return legs.getOrDefault(parentId, List.of()).stream().map(this::order).toList();
    }

    /** What is held of each symbol; flat ones are left out. */
    public Map<String, Holding> holdings() {
        return Collections.unmodifiableMap(holdings);
    }

    /** What is held of this symbol, which may be nothing. */
    public Holding holding(String symbol) {
        return holdings.getOrDefault(symbol, Holding.NONE);
    }

    /** Units of this symbol that open sell orders would take; the legs of one bracket take them once. */
    public BigDecimal promised(String symbol) {
        return open.values().stream()
                .filter(order -> order.terms().side() == Side.SELL
                        && order.status().isWorking()
                        && order.terms().symbol().equals(symbol)
                        && !isSecondLeg(order))
                .map(ExchangeOrder::leaves)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private boolean isSecondLeg(ExchangeOrder order) {
        String parent = order.terms().parentId();
        return parent != null && !order.equals(legs(parent).get(0));
    }

    /** Dollars, negative if owed. */
    public BigDecimal cash() {
        return cash;
    }

    /** The account's id; empty until it was opened. */
    public String accountId() {
        return accountId;
    }

    private ExchangeOrder order(String orderId) {
        ExchangeOrder order = orders.get(orderId);
        if (order == null) {
            throw new IllegalArgumentException("The ledger speaks of order " + orderId + " before it was taken");
        }
        return order;
    }
}
