package io.tradingrecovery.drill.exchange;

import io.tradingrecovery.drill.exchange.ledger.LedgerFile;
import io.tradingrecovery.drill.exchange.market.MarketReplay;
import io.tradingrecovery.drill.exchange.matching.Books;
import io.tradingrecovery.drill.exchange.matching.ExchangeOrder;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import io.tradingrecovery.drill.exchange.matching.Matching;
import io.tradingrecovery.drill.exchange.matching.OrderDesk;
import io.tradingrecovery.drill.exchange.matching.OrderRequest;
import io.tradingrecovery.drill.exchange.matching.Print;
import io.tradingrecovery.drill.exchange.matching.RefusedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where decisions become facts: one lock, the books, and the ledger file, which has an entry before anybody hears of it. If
 * the file can't be written the venue is of no use any more and every call throws. Safe for use by many threads.
 */
public final class Venue implements AutoCloseable {

    private final Clock clock;
    private final MarketReplay market;
    private final LedgerFile file;
    private final Books books;
    private final OrderDesk desk;
    private Instant matchedUntil;
    private boolean halted;
    private boolean broken;

    private Venue(Clock clock, MarketReplay market, LedgerFile file, Books books) {
        this.clock = clock;
        this.market = market;
        this.file = file;
        this.books = books;
        this.desk = new OrderDesk(books, market.symbols());
        this.matchedUntil = clock.instant();
    }

    /**
     * Opens the venue whose ledger is in this directory, with the account as it was left, or a new one.
     *
     * @param cash a new account's dollars
     */
    public static Venue open(Path directory, BigDecimal cash, Clock clock) throws IOException {
        Files.createDirectories(directory);
        LedgerFile file = LedgerFile.open(directory.resolve("ledger.jsonl"));
        Books books = Books.of(file.found());
        if (file.found().isEmpty()) {
            LedgerEntry opened =
                    new LedgerEntry.Opened(clock.instant(), UUID.randomUUID().toString(), cash);
            file.append(List.of(opened));
            books.apply(opened);
        }
        Instant openedAt = books.entries().get(0).at();
        return new Venue(clock, MarketReplay.historical(openedAt), file, books);
    }

    /** Matches the orders against what the market traded since the last call. */
    public synchronized void advance() {
        Instant now = clock.instant();
        if (!now.isAfter(matchedUntil)) {
            return;
        }
        List<LedgerEntry> made = new ArrayList<>();
        if (!halted) {
            for (Print print : market.between(matchedUntil, now)) {
                made.addAll(Matching.onPrint(books, print));
            }
            made.addAll(Matching.expire(books, now));
        }
        matchedUntil = now;
        keep(made);
    }

    /** Takes an order. Returns it as it stands. */
    public synchronized ExchangeOrder submit(OrderRequest request) throws RefusedException {
        BigDecimal last = market.symbols().contains(request.symbol())
                ? market.last(request.symbol(), clock.instant()).price()
                : null;
        return decide(request.clientOrderId(), now -> desk.submit(request, last, now));
    }

    /** Replaces an order. Returns the new one. */
    public synchronized ExchangeOrder replace(
            String orderId,
            @Nullable String clientOrderId,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal limitPrice,
            @Nullable BigDecimal stopPrice)
            throws RefusedException {
        return decide(clientOrderId, now -> desk.replace(orderId, clientOrderId, quantity, limitPrice, stopPrice, now));
    }

    /** Cancels an order. */
    public synchronized void cancel(String orderId) throws RefusedException {
        decide(null, now -> desk.cancel(orderId, now));
    }

    /** Moves cash in or out, as a deposit, a fee or the like does. */
    public synchronized void moveCash(String kind, BigDecimal amount, String description) {
        LedgerEntry moved =
                new LedgerEntry.CashMoved(clock.instant(), UUID.randomUUID().toString(), kind, amount, description);
        books.apply(moved);
        keep(List.of(moved));
    }

    /** Stops the matching for the life of this process: prices move on, orders are taken, and nothing fills or expires. */
    public synchronized void halt() {
        advance();
        halted = true;
    }

    /** Reads something of the books, which hold still meanwhile. What is returned must not be a part of them. */
    public synchronized <T> T read(Function<Books, T> question) {
        requireWhole();
        return question.apply(books);
    }

    /** The last print of this symbol. */
    public Print last(String symbol) {
        return market.last(symbol, clock.instant());
    }

    /** What is traded here. */
    public MarketReplay market() {
        return market;
    }

    /** Dollars that new orders may use. */
    public synchronized BigDecimal buyingPower() {
        return desk.buyingPower();
    }

    /** The exchange's time. */
    public Instant now() {
        return clock.instant();
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private interface Decision {
        List<LedgerEntry> at(Instant now) throws RefusedException;
    }

    private ExchangeOrder decide(@Nullable String clientOrderId, Decision decision) throws RefusedException {
        requireWhole();
        advance();
        Instant now = clock.instant();
        try {
            List<LedgerEntry> made = decision.at(now);
            keep(made);
            return orderOf(made.get(0));
        } catch (RefusedException refusal) {
            keep(List.of(desk.refused(clientOrderId, refusal, now)));
            throw refusal;
        }
    }

    private ExchangeOrder orderOf(LedgerEntry entry) {
        String orderId = "";
        if (entry instanceof LedgerEntry.Taken taken) {
            orderId = taken.terms().orderId();
        } else if (entry instanceof LedgerEntry.Replaced replaced) {
            orderId = replaced.replacement().orderId();
        } else if (entry instanceof LedgerEntry.Ended ended) {
            orderId = ended.orderId();
        }
        ExchangeOrder order = books.find(orderId);
        if (order == null) {
            throw new IllegalStateException("Nothing is known of the order of " + entry);
        }
        return order;
    }

    private void keep(List<LedgerEntry> entries) {
        requireWhole();
        try {
            file.append(entries);
        } catch (IOException e) {
            broken = true;
            throw new VenueBrokenException("The ledger can't be written any more", e);
        }
    }

    private void requireWhole() {
        if (broken) {
            throw new VenueBrokenException("The ledger could not be written before", null);
        }
    }

    /** The books are ahead of the ledger file: this process must end, and the next one goes on from the file. */
    public static final class VenueBrokenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        VenueBrokenException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
