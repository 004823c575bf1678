package io.tradingrecovery.quotes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer for what it is worth, at the moment it came: quotes that can't be true become failures, the others are
 * stamped; what was said of limits and symbols is remembered; health hears of it.
 */
record AnswerJudge(ChainSettings settings, ProviderLink link, Instant now, long tick) {

    QuoteAnswer receive(QuoteAnswer raw, List<String> symbols, int generation, long latencyNanos) {
        link.settle(raw.requests(), tick - latencyNanos, tick);
        QuoteAnswer answer = symbols.size() == 1 ? QuoteAnswer.of(outcome(raw, symbols.get(0))) : judged(raw, symbols);
        tellHealth(answer, symbols, generation, latencyNanos);
        Instant exhausted = raw.exhaustedUntil();
        if (exhausted != null) {
            link.throttle().close(exhausted);
        }
        return answer;
    }

    /** Of several symbols; the failure of all stays one, so that it may be tried again. */
    private QuoteAnswer judged(QuoteAnswer raw, List<String> symbols) {
        Map<String, QuoteOutcome> each = outcomes(raw, symbols);
        QuoteFailure ofAll = raw.failureOrNull();
        return ofAll == null ? QuoteAnswer.of(each) : QuoteAnswer.failed(ofAll);
    }

    private Map<String, QuoteOutcome> outcomes(QuoteAnswer raw, List<String> symbols) {
        Map<String, QuoteOutcome> outcomes = new LinkedHashMap<>();
        for (String symbol : symbols) {
            outcomes.put(symbol, outcome(raw, symbol));
        }
        return outcomes;
    }

    private QuoteOutcome outcome(QuoteAnswer raw, String symbol) {
        QuoteOutcome said = raw.outcome(symbol);
        if (said instanceof Quote quote) {
            QuoteFailure problem = QuoteValidation.problem(quote, now);
            return problem != null ? problem : quote.received(now, tick, link.name(), settings.freshness());
        }
        QuoteFailure failure = (QuoteFailure) said;
        if (isAboutTheSymbol(failure)) {
            link.remember(symbol, failure, tick);
        }
        return failure;
    }

    private static boolean isAboutTheSymbol(QuoteFailure failure) {
        return failure.kind() == FailureKind.SYMBOL_UNKNOWN || failure.kind() == FailureKind.PLAN;
    }

    private void tellHealth(QuoteAnswer answer, List<String> symbols, int generation, long latencyNanos) {
        QuoteFailure worst = null;
        boolean good = false;
        boolean live = false;
        for (int i = 0; i < symbols.size(); i++) {
            QuoteOutcome outcome = answer.outcome(symbols.get(i));
            if (outcome instanceof Quote quote) {
                good = true;
                live |= settings.freshness().isLiveOnReceipt(quote);
            } else {
                worst = worse(worst, (QuoteFailure) outcome);
            }
        }
        if (worst != null && worst.kind() == FailureKind.RATE_LIMITED) {
            link.throttle().close(worst.resetAt());
        } else if (good) {
            link.throttle().passed();
        }
        if (good) {
            link.health().success(generation, latencyNanos, now, live);
        } else if (worst != null) {
            link.health().failure(generation, worst);
        }
    }

    /** The one with the graver consequences. */
    private static QuoteFailure worse(@Nullable QuoteFailure one, QuoteFailure other) {
        return one == null || gravity(other) > gravity(one) ? other : one;
    }

    private static int gravity(QuoteFailure failure) {
        return switch (failure.kind()) {
            case AUTH -> 4;
            case RATE_LIMITED -> 3;
            case CONNECT, IO, TIMEOUT, SERVER, MALFORMED, PROVIDER_ERROR -> 2;
            case INVALID -> 1;
            case PLAN, SYMBOL_UNKNOWN, STALE, INCOMPLETE, BUSY, NOT_ASKED -> 0;
        };
    }
}
