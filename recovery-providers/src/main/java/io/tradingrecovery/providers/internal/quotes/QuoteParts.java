package io.tradingrecovery.providers.internal.quotes;

import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One quote out of a bid and ask and a last trade, which have times of their own. A quote has one time, the later of the
 * two; what is older than that by more than a minute is left out, so that no old price passes for a fresh one. Not
 * thread-safe.
 */
public final class QuoteParts {

    private static final Duration TOGETHER = Duration.ofMinutes(1);

    private final Quote.Builder quote;
    private final String symbol;
    private @Nullable BigDecimal bid;
    private @Nullable BigDecimal ask;
    private @Nullable BigDecimal bidSize;
    private @Nullable BigDecimal askSize;
    private @Nullable Instant quotedAt;
    private @Nullable BigDecimal last;
    private @Nullable BigDecimal lastSize;
    private @Nullable Instant tradedAt;

    /** Starts the quote of a symbol, named as it was asked for. */
    public QuoteParts(String symbol) {
        this.symbol = symbol;
        quote = Quote.builder(symbol);
    }

    /** A bid and an ask, each absent if there is none. */
    public QuoteParts quoted(
            @Nullable BigDecimal bidPrice,
            @Nullable BigDecimal bidUnits,
            @Nullable BigDecimal askPrice,
            @Nullable BigDecimal askUnits,
            Instant time) {
        bid = bidPrice;
        bidSize = bidPrice == null ? null : bidUnits;
        ask = askPrice;
        askSize = askPrice == null ? null : askUnits;
        quotedAt = bidPrice == null && askPrice == null ? null : time;
        return this;
    }

    /** A last trade; absent if the price is. */
    public QuoteParts traded(@Nullable BigDecimal price, @Nullable BigDecimal units, Instant time) {
        last = price;
        lastSize = price == null ? null : units;
        tradedAt = price == null ? null : time;
        return this;
    }

    /** Which of the service's feeds it is, and whether that is a delayed one. */
    public QuoteParts feed(@Nullable String name, boolean delayed) {
        quote.feed(name).delayedFeed(delayed);
        return this;
    }

    /** The quote, or {@link FailureKind#INVALID} if no price was given. */
    public QuoteOutcome outcome() {
        Instant time = later(quotedAt, tradedAt);
        if (time == null) {
            return QuoteFailure.of(FailureKind.INVALID, "no price of " + symbol + " is above zero");
        }
        if (isTogether(quotedAt, time)) {
            quote.bid(bid).bidSize(bidSize).ask(ask).askSize(askSize);
        }
        if (isTogether(tradedAt, time)) {
            quote.last(last).lastSize(lastSize);
        }
        return quote.eventTime(time).build();
    }

    private static boolean isTogether(@Nullable Instant part, Instant whole) {
        return part != null && !part.isBefore(whole.minus(TOGETHER));
    }

    private static @Nullable Instant later(@Nullable Instant first, @Nullable Instant second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.isAfter(second) ? first : second;
    }
}
