package io.tradingrecovery.quotes;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A provider of a simulation: it works for a while, then fails, slows down, hangs, lies, throttles or refuses its key, and
 * recovers, all by a seed; and it watches how it is treated. For one thread.
 */
final class ErraticProvider implements QuoteProvider {

    /** What it does for a while. */
    enum Mood {
        GOOD,
        SLOW,
        FAILING,
        HANGING,
        LYING,
        OLD,
        THROTTLING,
        BAD_KEY
    }

    private static final FailureKind[] FAULTS = {
        FailureKind.CONNECT, FailureKind.IO, FailureKind.SERVER, FailureKind.MALFORMED, FailureKind.PROVIDER_ERROR
    };

    private final String name;
    private final SimulatedTime time;
    private final Random random;
    private final ProviderLimits limits;
    private final List<String> offences;
    private final Set<String> said = new HashSet<>();
    private final List<ArrayDeque<Long>> sent = new ArrayList<>();
    private Mood mood = Mood.GOOD;
    private long moodSince;
    private long closedUntil;

    ErraticProvider(String name, SimulatedTime time, Random random, ProviderLimits limits, List<String> offences) {
        this.name = name;
        this.time = time;
        this.random = random;
        this.limits = limits;
        this.offences = offences;
        limits.rates().forEach(rate -> sent.add(new ArrayDeque<>()));
    }

    /** Changes its mood, most often for the better. */
    void changeMood() {
        Mood before = mood;
        mood = random.nextInt(3) > 0 && before != Mood.GOOD
                ? Mood.GOOD
                : Mood.values()[random.nextInt(Mood.values().length)];
        if (mood != before) {
            moodSince = time.nanos();
        }
    }

    /** Since when it has done nothing wrong; absent if it does now. */
    @Nullable
    Long goodSince() {
        return mood == Mood.GOOD ? moodSince : null;
    }

    /** Whether it ever said this. */
    boolean said(Quote quote) {
        return said.contains(wordsOf(quote));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ProviderLimits limits() {
        return limits;
    }

    @Override
    public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
        String symbol = symbols.iterator().next();
        watch();
        CompletableFuture<QuoteAnswer> answer = new CompletableFuture<>();
        if (mood == Mood.HANGING && random.nextInt(10) > 0) {
            return answer;
        }
        if (mood == Mood.LYING && random.nextInt(10) == 0) {
            throw new IllegalStateException("a bug");
        }
        long millis = mood == Mood.SLOW ? 300 + random.nextInt(600) : random.nextInt(100);
        if (millis < 20) {
            answer.complete(answerTo(symbol));
        } else {
            time.schedule(() -> end(answer, symbol), Duration.ofMillis(millis));
        }
        return answer;
    }

    /** Nobody hears what comes after the exchange was ended. */
    private void end(CompletableFuture<QuoteAnswer> answer, String symbol) {
        if (!answer.isDone()) {
            answer.complete(answerTo(symbol));
        }
    }

    /** Whether it may be asked now, by what it said and by its plan. */
    private void watch() {
        long now = time.nanos();
        if (now < closedUntil) {
            offences.add(name + " was asked " + (closedUntil - now) / 1_000_000 + " ms before its limit resets");
        }
        for (int i = 0; i < sent.size(); i++) {
            ProviderLimits.Rate rate = limits.rates().get(i);
            ArrayDeque<Long> times = sent.get(i);
            while (!times.isEmpty() && now - times.peek() >= rate.period().toNanos()) {
                times.poll();
            }
            times.add(now);
            if (times.size() > rate.requests()) {
                offences.add(
                        name + " got " + times.size() + " requests in " + rate.period() + ", not " + rate.requests());
            }
        }
    }

    private QuoteAnswer answerTo(String symbol) {
        if (symbol.equals(QuoteSimulationTest.UNKNOWN)) {
            return failed(FailureKind.SYMBOL_UNKNOWN);
        }
        return switch (mood) {
            case GOOD, SLOW, HANGING -> quoted(symbol, recent());
            case FAILING ->
                random.nextInt(5) == 0 ? quoted(symbol, recent()) : failed(FAULTS[random.nextInt(FAULTS.length)]);
            case LYING -> lie(symbol);
            case OLD -> quoted(symbol, truth().minusSeconds(61 + random.nextInt(2_000)));
            case THROTTLING -> throttle();
            case BAD_KEY -> failed(FailureKind.AUTH);
        };
    }

    /** Now, by a clock that nobody sets. */
    private Instant truth() {
        return QuoteSimulationTest.START.plusNanos(time.nanos());
    }

    private Instant recent() {
        return truth().minusMillis(random.nextInt(5_000));
    }

    private QuoteAnswer quoted(String symbol, Instant event) {
        int cents = 10_000 + random.nextInt(1_000);
        Quote.Builder quote = Quote.builder(symbol).eventTime(event).last(BigDecimal.valueOf(cents, 2));
        if (random.nextInt(4) > 0) {
            quote.bid(BigDecimal.valueOf(cents - 1, 2)).ask(BigDecimal.valueOf(cents + 1, 2));
        }
        Quote whole = quote.build();
        said.add(wordsOf(whole));
        return QuoteAnswer.of(whole);
    }

    /** None of these may ever reach a caller; they are not noted as said. */
    private QuoteAnswer lie(String symbol) {
        Quote.Builder quote = Quote.builder(symbol).eventTime(recent());
        return switch (random.nextInt(6)) {
            case 0 ->
                QuoteAnswer.of(
                        quote.bid(new BigDecimal("100.01")).ask(BigDecimal.TEN).build());
            case 1 -> QuoteAnswer.of(quote.last(BigDecimal.ZERO).build());
            case 2 -> QuoteAnswer.of(quote.last(new BigDecimal("-1")).build());
            case 3 ->
                QuoteAnswer.of(quote.last(BigDecimal.ONE)
                        .eventTime(time.instant().plusSeconds(6 + random.nextInt(9_999)))
                        .build());
            case 4 ->
                QuoteAnswer.of(Quote.builder("OTHER")
                        .last(BigDecimal.ONE)
                        .eventTime(recent())
                        .build());
            default -> QuoteAnswer.of(java.util.Map.of());
        };
    }

    private QuoteAnswer throttle() {
        boolean told = random.nextBoolean();
        int seconds = told ? 1 + random.nextInt(90) : 60;
        closedUntil =
                Math.max(closedUntil, time.nanos() + Duration.ofSeconds(seconds).toNanos());
        return QuoteAnswer.failed(
                QuoteFailure.rateLimited("slow down", told ? time.instant().plusSeconds(seconds) : null));
    }

    private static QuoteAnswer failed(FailureKind kind) {
        return QuoteAnswer.failed(QuoteFailure.of(kind, "simulated"));
    }

    private static String wordsOf(Quote quote) {
        return quote.symbol() + " " + quote.bid() + " " + quote.ask() + " " + quote.last() + " " + quote.eventTime();
    }
}
