package io.tradingrecovery.quotes;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Refuses quotes that can't be true. Pure functions. */
final class QuoteValidation {

    /** How far a market's clock may be ahead of ours. */
    static final long MOST_AHEAD_SECONDS = 5;

    /** As many as a double written out has; beyond, a number of a few characters fills the memory when it is printed. */
    static final int MOST_DIGITS = 1_100;

    private QuoteValidation() {}

    /** What is wrong with a quote received at that moment; absent if nothing is. */
    static @Nullable QuoteFailure problem(Quote quote, Instant received) {
        QuoteFailure price = unprintable(quote);
        price = price == null ? problem(quote, "bid", quote.bid()) : price;
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

    private static @Nullable QuoteFailure unprintable(Quote quote) {
        return isUnprintable(quote.bid())
                        || isUnprintable(quote.ask())
                        || isUnprintable(quote.last())
                        || isUnprintable(quote.bidSize())
                        || isUnprintable(quote.askSize())
                        || isUnprintable(quote.lastSize())
                ? invalid(quote, "a price or size of more than " + MOST_DIGITS + " digits")
                : null;
    }

    private static boolean isUnprintable(@Nullable BigDecimal number) {
        return number != null && (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS);
    }

    /** Whether an event lies further ahead of a moment than clocks may differ. */
    static boolean isAhead(Instant event, Instant received) {
        long seconds = event.getEpochSecond() - received.getEpochSecond();
        return seconds > MOST_AHEAD_SECONDS || (seconds == MOST_AHEAD_SECONDS && event.getNano() > received.getNano());
    }

    private static QuoteFailure invalid(Quote quote, String why) {
        return QuoteFailure.of(FailureKind.INVALID, quote.symbol() + ": " + why);
    }
}
