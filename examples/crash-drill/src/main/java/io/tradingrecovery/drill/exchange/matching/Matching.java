package io.tradingrecovery.drill.exchange.matching;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Matches the account's orders against what the market trades, in the order they were taken. An order takes at most what a
 * print has, at its price, which is its limit or better; that is where partial fills come from.
 */
public final class Matching {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final DateTimeFormatter FILL_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

    private final Books books;
    private final List<LedgerEntry> made = new ArrayList<>();

    private Matching(Books books) {
        this.books = books;
    }

    /** Books what one print does to the orders. Returns the entries, in order. */
    public static List<LedgerEntry> onPrint(Books books, Print print) {
        Matching matching = new Matching(books);
        BigDecimal size = print.size();
        for (ExchangeOrder order : books.openOrders()) {
            if (order.terms().symbol().equals(print.symbol())) {
                size = size.subtract(matching.match(order.terms().orderId(), print, size));
            }
        }
        return List.copyOf(matching.made);
    }

    /** Books the end of the day orders that are not of today. Returns the entries, in order. */
    public static List<LedgerEntry> expire(Books books, Instant now) {
        Matching matching = new Matching(books);
        for (ExchangeOrder order : books.openOrders()) {
            if (order.terms().lasting() == Lasting.DAY
                    && day(order.submittedAt()).isBefore(day(now))) {
                matching.end(order.terms().orderId(), Status.EXPIRED, now);
            }
        }
        return List.copyOf(matching.made);
    }

    /** Books a cancel and what follows from it. Returns the entries, in order. */
    static List<LedgerEntry> cancel(Books books, String orderId, Instant now) {
        Matching matching = new Matching(books);
        matching.end(orderId, Status.CANCELED, now);
        return List.copyOf(matching.made);
    }

    private BigDecimal match(String orderId, Print print, BigDecimal size) {
        // Another order of the same print may have changed this one.
        ExchangeOrder order = current(orderId);
        if (!order.status().isWorking() || order.submittedAt().isAfter(print.at())) {
            return BigDecimal.ZERO;
        }
        if (!order.triggered()) {
            if (!reachesStop(order.terms(), print.price())) {
                return BigDecimal.ZERO;
            }
            add(new LedgerEntry.Triggered(print.at(), orderId));
        }
        BigDecimal taken =
                withinLimit(order.terms(), print.price()) ? order.leaves().min(size) : BigDecimal.ZERO;
        if (order.terms().lasting() == Lasting.FOK && taken.compareTo(order.leaves()) < 0) {
            taken = BigDecimal.ZERO;
        }
        if (taken.signum() > 0) {
            fill(order, taken, print);
        }
        boolean atOnce = order.terms().lasting() == Lasting.IOC || order.terms().lasting() == Lasting.FOK;
        if (atOnce && current(orderId).status().isWorking()) {
            end(orderId, Status.CANCELED, print.at());
        }
        return taken;
    }

    private void fill(ExchangeOrder order, BigDecimal quantity, Print print) {
        String orderId = order.terms().orderId();
        String fillId = FILL_TIME.format(print.at()) + "::" + uuid("fill", books);
        String parent = order.terms().parentId();
        if (parent != null && order.filled().signum() == 0) {
            endOtherLegs(parent, orderId, print.at());
        }
        add(new LedgerEntry.Filled(print.at(), fillId, orderId, quantity, print.price()));
        if (current(orderId).status() == Status.FILLED) {
            books.legs(orderId).stream()
                    .filter(leg -> leg.status() == Status.HELD)
                    .forEach(leg ->
                            add(new LedgerEntry.Released(print.at(), leg.terms().orderId())));
        }
    }

    /** One leg of a bracket cancels the other: both together would sell twice what was bought. */
    private void endOtherLegs(String parent, String orderId, Instant at) {
        for (ExchangeOrder leg : books.legs(parent)) {
            if (!leg.terms().orderId().equals(orderId) && leg.status().isOpen()) {
                end(leg.terms().orderId(), Status.CANCELED, at);
            }
        }
    }

    private void end(String orderId, Status status, Instant at) {
        add(new LedgerEntry.Ended(at, orderId, status));
        for (ExchangeOrder leg : books.legs(orderId)) {
            if (leg.status() == Status.HELD) {
                add(new LedgerEntry.Ended(at, leg.terms().orderId(), Status.CANCELED));
            }
        }
    }

    private static boolean reachesStop(Terms terms, BigDecimal price) {
        BigDecimal stop = terms.stopPrice();
        int above = price.compareTo(stop == null ? price : stop);
        return terms.side() == Side.BUY ? above >= 0 : above <= 0;
    }

    private static boolean withinLimit(Terms terms, BigDecimal price) {
        BigDecimal limit = terms.limitPrice();
        int above = price.compareTo(limit == null ? price : limit);
        return terms.side() == Side.BUY ? above <= 0 : above >= 0;
    }

    private void add(LedgerEntry entry) {
        books.apply(entry);
        made.add(entry);
    }

    private ExchangeOrder current(String orderId) {
        ExchangeOrder order = books.find(orderId);
        if (order == null) {
            throw new IllegalStateException("Order " + orderId + " was open and is gone");
        }
        return order;
    }

    /** An id that no other entry of this account gets. */
    static String uuid(String what, Books books) {
        String seed = books.accountId() + "/" + what + "/" + books.size();
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, NEW_YORK);
    }
}
