package io.tradingrecovery.drill.bot;

import io.tradingrecovery.AmbiguousOrderException;
import io.tradingrecovery.OrderResolution;
import io.tradingrecovery.SubmitResult;
import io.tradingrecovery.TradingRecovery;
import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.ResilientDataProvider;
import io.tradingrecovery.recovery.GateState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.watchdog.client.HeartBeat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the bot does all day: hear what became of its orders, look at the market, decide, send. Runs on one thread. */
final class TradingLoop {

    private static final Logger LOG = LoggerFactory.getLogger(TradingLoop.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final TradingRecovery recovery;
    private final ResilientDataProvider quotes;
    private final OrderClient client;
    private final TradingBook book;
    private final Fills fills;
    private final List<SymbolTrader> traders;
    private final HeartBeat beat;
    private final Witness witness;
    private final BreakPoints breakPoints;
    private final SavedStates savedStates;
    private String trouble = "";

    TradingLoop(
            TradingRecovery recovery,
            ResilientDataProvider quotes,
            OrderClient client,
            TradingBook book,
            Fills fills,
            List<SymbolTrader> traders,
            HeartBeat beat,
            Witness witness,
            BreakPoints breakPoints,
            SavedStates savedStates) {
        this.recovery = recovery;
        this.quotes = quotes;
        this.client = client;
        this.book = book;
        this.fills = fills;
        this.traders = traders;
        this.beat = beat;
        this.witness = witness;
        this.breakPoints = breakPoints;
        this.savedStates = savedStates;
    }

    /** Trades until the thread is interrupted. */
    void run() throws InterruptedException {
        boolean open = false;
        long saved = 0;
        while (!Thread.currentThread().isInterrupted()) {
            beat.tick();
            breakPoints.pass(BreakPoints.LOOP);
            boolean allowed = recovery.gate().tradingAllowed();
            if (allowed != open) {
                witness.note(allowed ? "open" : "shut", reasons());
                open = allowed;
            }
            saved = savedStates.note(saved);
            turn(allowed);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String reasons() {
        return recovery.gate().reasons().stream().map(Enum::name).collect(Collectors.joining(","));
    }

    /**
     * One look at everything. What can't be had or written down now, such as an answer of the broker or a line on a full disk,
     * is no reason to end: nothing is decided, and the next turn tries again.
     */
    private void turn(boolean allowed) throws InterruptedException {
        try {
            if (recovery.gate().state() != GateState.BLOCKED) {
                fills.poll();
            }
            if (allowed) {
                trade();
            }
            trouble = "";
        } catch (TradingRecoveryException e) {
            // Said once, not twenty times a second.
            if (!trouble.equals(e.getClass().getName())) {
                LOG.warn("Nothing is decided for now: {}", e.getMessage());
            }
            trouble = e.getClass().getName();
        }
    }

    private void trade() throws InterruptedException {
        Map<String, Quote> latest =
                quotes.getQuotes(traders.stream().map(SymbolTrader::symbol).toList());
        for (SymbolTrader trader : traders) {
            Quote quote = latest.get(trader.symbol());
            if (quote != null) {
                act(trader.step(quote, Instant.now()).orElse(null));
            }
        }
    }

    private void act(SymbolTrader.@Nullable Step step) throws InterruptedException {
        if (step instanceof SymbolTrader.Step.Send send) {
            submit(send.order());
        } else if (step instanceof SymbolTrader.Step.Cancel cancel) {
            cancel(cancel.order());
        }
    }

    private void submit(Order order) throws InterruptedException {
        try {
            SubmitResult result = recovery.submit(order, this::send);
            if (result instanceof SubmitResult.Accepted accepted) {
                book.put(order.toBuilder()
                        .status(OrderStatus.NEW)
                        .brokerOrderId(accepted.brokerOrderId())
                        .build());
            } else if (result instanceof SubmitResult.Rejected rejected) {
                LOG.warn("Order {} was refused: {}", order.clientOrderId(), rejected.reason());
                book.end(order.clientOrderId(), OrderStatus.REJECTED);
            }
        } catch (AmbiguousOrderException e) {
            book.put(order.toBuilder().status(OrderStatus.AMBIGUOUS).build());
            throw e;
        }
    }

    /** Called by the library once the order's intent is on disk. */
    private SubmitResult send(Order order) throws Exception {
        witness.note("intent", order.clientOrderId());
        book.put(order.toBuilder().status(OrderStatus.INTENDED).build());
        breakPoints.pass(BreakPoints.BEFORE_SEND);
        SubmitResult result = client.submit(order);
        breakPoints.pass(BreakPoints.AFTER_ANSWER);
        return result;
    }

    private void cancel(Order order) {
        String brokerOrderId = order.brokerOrderId();
        if (brokerOrderId == null) {
            return;
        }
        SubmitResult result = recovery.cancel(order.clientOrderId(), id -> client.cancel(brokerOrderId));
        if (result instanceof SubmitResult.Accepted) {
            book.put(order.toBuilder().status(OrderStatus.PENDING_CANCEL).build());
        }
    }

    /** What the library found out about an order whose answer was lost. */
    void resolved(OrderResolution resolution) {
        Order order = resolution.order();
        if (resolution.request() != OrderResolution.Request.SUBMIT) {
            return;
        }
        switch (resolution.outcome()) {
            case ARRIVED -> {
                if (order != null) {
                    fills.resolved(order);
                }
            }
            case REFUSED -> book.end(resolution.clientOrderId(), OrderStatus.REJECTED);
            case NEVER_ARRIVED -> book.end(resolution.clientOrderId(), OrderStatus.NOT_FOUND);
        }
    }
}
