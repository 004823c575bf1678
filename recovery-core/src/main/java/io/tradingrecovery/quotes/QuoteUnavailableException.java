package io.tradingrecovery.quotes;

import io.tradingrecovery.errors.TradingRecoveryException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * There is no quote as it was asked for: nobody gave one, and none was ever seen, or the call wanted a live one only. It
 * lists what each provider said; which symbol is wrong, or which provider needs help, is in there.
 */
public final class QuoteUnavailableException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    private final String symbol;
    private final transient Map<String, QuoteFailure> answers;
    private final transient Map<String, Quote> available;

    QuoteUnavailableException(String symbol, String why, Map<String, QuoteFailure> answers) {
        this(message(symbol, why, answers), symbol, answers, Map.of());
    }

    private QuoteUnavailableException(
            String message, String symbol, Map<String, QuoteFailure> answers, Map<String, Quote> available) {
        super(message, null);
        this.symbol = symbol;
        this.answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        this.available = Collections.unmodifiableMap(new LinkedHashMap<>(available));
    }

    private static String message(String symbol, String why, Map<String, QuoteFailure> answers) {
        return "No " + why + " of " + symbol
                + (answers.isEmpty()
                        ? ""
                        : ": "
                                + answers.entrySet().stream()
                                        .map(answer -> answer.getKey() + " said " + answer.getValue())
                                        .collect(Collectors.joining("; ")));
    }

    /** The same, with the stack of the thread that asks: callers who share a search get one each. */
    QuoteUnavailableException again() {
        return new QuoteUnavailableException(String.valueOf(getMessage()), symbol, answers, available);
    }

    /** The same, beside the quotes that were to be had. */
    QuoteUnavailableException beside(Map<String, Quote> quotes) {
        QuoteUnavailableException whole =
                new QuoteUnavailableException(String.valueOf(getMessage()), symbol, answers, quotes);
        for (Throwable other : getSuppressed()) {
            whole.addSuppressed(other);
        }
        return whole;
    }

    /** The symbol that was asked for; the first of those without a quote. */
    public String symbol() {
        return symbol;
    }

    /** What each provider said, by name in the order of the chain; empty if the call was ended before any was asked. */
    public Map<String, QuoteFailure> answers() {
        return answers;
    }

    /** The quotes of the other symbols, where the call was for several; the failures of more symbols are suppressed. */
    public Map<String, Quote> available() {
        return available;
    }
}
