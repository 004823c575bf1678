package io.tradingrecovery.quotes;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Refuses quotes that can't be true. Pure functions. */
final class QuoteValidation {

    /** How far a market's clock may be ahead of ours. */
    static final long MOST_AHEAD_SECONDS = 5;

    private QuoteValidation() {}

    /** What is wrong with a quote received at that moment; absent if nothing is. */
    static @Nullable QuoteFailure problem(Quote quote, Instant received) {
        QuoteFailure price = problem(quote, "bid", quote.bid());
        price = price == null ? problem(quote, "ask", quote.ask()) : price;
        price = price == null ? problem(quote, "last price", quote.last()) : price;
        if (price != null) {
            return price;
        }
        BigDecimal bid = quote.bid();
        BigDecimal ask = quote.ask();
        if (bid != null && ask != null && bid.compareTo(ask) > 0) {
            return invalid(quote, "the bid " + bid.toPlainString() + " is above the ask " + ask.toPlainString());
        }
        if (isAhead(quote.eventTime(), received)) {
            return invalid(
                    quote,
                    "its time " + quote.eventTime() + " is " + Duration.between(received, quote.eventTime())
                            + " ahead of this machine's clock");
        }
        return null;
    }

    private static @Nullable QuoteFailure problem(Quote quote, String what, @Nullable BigDecimal price) {
        return price == null || price.signum() > 0
                ? null
                : invalid(quote, "the " + what + " is " + price.toPlainString());
    }

    private static boolean isAhead(Instant event, Instant received) {
        long seconds = event.getEpochSecond() - received.getEpochSecond();
        return seconds > MOST_AHEAD_SECONDS || (seconds == MOST_AHEAD_SECONDS && event.getNano() > received.getNano());
    }

    private static QuoteFailure invalid(Quote quote, String why) {
        return QuoteFailure.of(FailureKind.INVALID, quote.symbol() + ": " + why);
    }
}
