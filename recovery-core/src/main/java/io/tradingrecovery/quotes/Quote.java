package io.tradingrecovery.quotes;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the market said of one symbol at one moment. Immutable and safe to share between threads; {@link #age()} and {@link
 * #freshness()} are answered anew at each call, by the clock of the chain it came through.
 */
public final class Quote implements QuoteOutcome {

    private final String symbol;
    private final @Nullable BigDecimal bid;
    private final @Nullable BigDecimal ask;
    private final @Nullable BigDecimal last;
    private final @Nullable BigDecimal bidSize;
    private final @Nullable BigDecimal askSize;
    private final @Nullable BigDecimal lastSize;
    private final Instant eventTime;
    private final Instant receivedAt;
    private final String source;
    private final @Nullable String feed;
    private final boolean delayedFeed;
    private final boolean fromCache;
    private final boolean fromEarlierRun;
    private final long receivedTick;
    private final FreshnessRules rules;

    private Quote(Builder builder, Instant eventTime) {
        symbol = builder.symbol;
        bid = builder.bid;
        ask = builder.ask;
        last = builder.last;
        bidSize = builder.bidSize;
        askSize = builder.askSize;
        lastSize = builder.lastSize;
        this.eventTime = eventTime;
        Instant received = builder.receivedAt;
        receivedAt = received == null ? eventTime : received;
        source = builder.source;
        feed = builder.feed;
        delayedFeed = builder.delayedFeed;
        fromCache = false;
        fromEarlierRun = false;
        rules = FreshnessRules.SYSTEM;
        receivedTick = rules.ticker().nanos();
    }

    /** The same words under new circumstances. */
    private Quote(
            Quote said,
            Instant receivedAt,
            long receivedTick,
            String source,
            boolean fromCache,
            boolean fromEarlierRun,
            FreshnessRules rules) {
        symbol = said.symbol;
        bid = said.bid;
        ask = said.ask;
        last = said.last;
        bidSize = said.bidSize;
        askSize = said.askSize;
        lastSize = said.lastSize;
        eventTime = said.eventTime;
        feed = said.feed;
        delayedFeed = said.delayedFeed;
        this.receivedAt = receivedAt;
        this.receivedTick = receivedTick;
        this.source = source;
        this.fromCache = fromCache;
        this.fromEarlierRun = fromEarlierRun;
        this.rules = rules;
    }

    /** Starts the quote of a symbol, named as it was asked for. */
    public static Builder builder(String symbol) {
        return new Builder(symbol);
    }

    Quote received(Instant at, long tick, String provider, FreshnessRules chainRules) {
        return new Quote(this, at, tick, provider, false, false, chainRules);
    }

    Quote asCached() {
        return fromCache ? this : new Quote(this, receivedAt, receivedTick, source, true, fromEarlierRun, rules);
    }

    Quote ofEarlierRun(long tick, FreshnessRules chainRules) {
        return new Quote(this, receivedAt, tick, source, true, true, chainRules);
    }

    /** The symbol as it was asked for. */
    public String symbol() {
        return symbol;
    }

    /** The best price somebody pays, in the instrument's currency; absent where it was not said, or there is none. */
    public @Nullable BigDecimal bid() {
        return bid;
    }

    /** The best price somebody sells at, in the instrument's currency; absent where it was not said, or there is none. */
    public @Nullable BigDecimal ask() {
        return ask;
    }

    /** The price of the last trade, in the instrument's currency; absent where it was not said. */
    public @Nullable BigDecimal last() {
        return last;
    }

    /** Units wanted at the bid, as the provider counts them (shares, or lots of a hundred); absent where not said. */
    public @Nullable BigDecimal bidSize() {
        return bidSize;
    }

    /** Units offered at the ask, as the provider counts them; absent where not said. */
    public @Nullable BigDecimal askSize() {
        return askSize;
    }

    /** Units of the last trade; absent where not said. */
    public @Nullable BigDecimal lastSize() {
        return lastSize;
    }

    /** When the market said it: the latest of the moments its prices come from. */
    public Instant eventTime() {
        return eventTime;
    }

    /** When the chain got it, by the chain's clock; before that, what the builder was given, or else the event time. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** The name of the provider it came from; empty before it has come through a chain. */
    public String source() {
        return source;
    }

    /** Which of the provider's feeds it came from, such as {@code iex}; absent where there is one only. */
    public @Nullable String feed() {
        return feed;
    }

    /** Whether the feed is a delayed one: its events are old when they arrive. */
    public boolean delayedFeed() {
        return delayedFeed;
    }

    /** Whether no provider gave it for this call. */
    public boolean fromCache() {
        return fromCache;
    }

    /** Whether an earlier run of the program received it. It is never LIVE: how the clock ran meanwhile is not known. */
    public boolean fromEarlierRun() {
        return fromEarlierRun;
    }

    /** Whether it has both a bid and an ask. */
    public boolean hasBidAsk() {
        return bid != null && ask != null;
    }

    /** How long ago its event was, now; never negative. Setting the clock back does not make it younger. */
    public Duration age() {
        return rules.age(eventTime, receivedAt, receivedTick);
    }

    /** How far it can be trusted, now. */
    public Freshness freshness() {
        return rules.freshness(this);
    }

    /** Whether it is anything but {@link Freshness#LIVE}, now. */
    public boolean isStale() {
        return !rules.isLive(this, age());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(symbol);
        append(text, " bid ", bid, bidSize);
        append(text, " ask ", ask, askSize);
        append(text, " last ", last, lastSize);
        text.append(" at ").append(eventTime);
        if (!source.isEmpty()) {
            text.append(" from ").append(source);
        }
        if (feed != null) {
            text.append('/').append(feed);
        }
        return text.append(fromCache ? " (cache)" : "").toString();
    }

    private static void append(StringBuilder text, String name, @Nullable BigDecimal price, @Nullable BigDecimal size) {
        if (price != null) {
            text.append(name).append(price.toPlainString());
            if (size != null) {
                text.append('x').append(size.toPlainString());
            }
        }
    }

    /** Collects the parts of a quote. Not thread-safe. */
    public static final class Builder {

        private final String symbol;
        private @Nullable BigDecimal bid;
        private @Nullable BigDecimal ask;
        private @Nullable BigDecimal last;
        private @Nullable BigDecimal bidSize;
        private @Nullable BigDecimal askSize;
        private @Nullable BigDecimal lastSize;
        private @Nullable Instant eventTime;
        private @Nullable Instant receivedAt;
        private String source = "";
        private @Nullable String feed;
        private boolean delayedFeed;

        private Builder(String symbol) {
            this.symbol = Symbols.checked(symbol);
        }

        /** The bid; null for none. A price of 0 that means "none" is to be left out, or the chain refuses the quote. */
        public Builder bid(@Nullable BigDecimal price) {
            bid = price;
            return this;
        }

        /** The ask; null for none. */
        public Builder ask(@Nullable BigDecimal price) {
            ask = price;
            return this;
        }

        /** The price of the last trade; null for none. */
        public Builder last(@Nullable BigDecimal price) {
            last = price;
            return this;
        }

        /** Units wanted at the bid; null for not said. */
        public Builder bidSize(@Nullable BigDecimal units) {
            bidSize = units;
            return this;
        }

        /** Units offered at the ask; null for not said. */
        public Builder askSize(@Nullable BigDecimal units) {
            askSize = units;
            return this;
        }

        /** Units of the last trade; null for not said. */
        public Builder lastSize(@Nullable BigDecimal units) {
            lastSize = units;
            return this;
        }

        /** When the market said it. Required: never the time of the answer. */
        public Builder eventTime(Instant time) {
            eventTime = time;
            return this;
        }

        /** When it was received; a chain overwrites it. */
        public Builder receivedAt(Instant time) {
            receivedAt = time;
            return this;
        }

        /** Where it came from; a chain overwrites it with the provider's name. */
        public Builder source(String name) {
            source = name;
            return this;
        }

        /** Which of the provider's feeds it came from; null where there is one only. */
        public Builder feed(@Nullable String name) {
            feed = name;
            return this;
        }

        /** Whether the feed is a delayed one. */
        public Builder delayedFeed(boolean delayed) {
            delayedFeed = delayed;
            return this;
        }

        /**
         * The quote. Whether its prices can be true is for the chain to judge.
         *
         * @throws IllegalStateException if there is no price, or no event time
         */
        public Quote build() {
            if (bid == null && ask == null && last == null) {
                throw new IllegalStateException(
                        "A quote of " + symbol + " without any price: give a bid, an ask or a last price");
            }
            Instant time = eventTime;
            if (time == null) {
                throw new IllegalStateException(
                        "A quote of " + symbol + " without an event time: give the time the market said it");
            }
            return new Quote(this, time);
        }
    }
}
