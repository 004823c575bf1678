package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.testkit.Torture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hours of providers that fail, slow down, hang, lie, throttle and recover at random, in simulated time, with a clock that
 * is now and then set ahead and back. Each run prints its seed by its name.
 */
class QuoteSimulationTest {

    static final Instant START = Instant.parse("2026-11-02T14:30:00Z");
    static final String UNKNOWN = "NOPE";

    private static final int RUNS = 60;
    private static final long HOURS = 1;
    private static final Duration SHORTEST_GAP = Duration.ofSeconds(5);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(60);

    /** Three probes, the first of which may have been sent just before it healed, and answers that take their time. */
    private static final Duration BACK_WITHIN =
            LONGEST_GAP.plus(SHORTEST_GAP.multipliedBy(2)).plusSeconds(3);

    private static final String[] SYMBOLS = {"SPY", "QQQ", "AAPL", "BTC/USD", UNKNOWN};
    private static final QuoteRequest[] REQUESTS = {
        QuoteRequest.DEFAULT,
        QuoteRequest.DEFAULT,
        QuoteRequest.DEFAULT.requireLive(),
        QuoteRequest.DEFAULT.requireBidAsk(),
        QuoteRequest.DEFAULT.acceptCachedUpTo(Duration.ofSeconds(10)),
        QuoteRequest.DEFAULT.within(Duration.ofMillis(600))
    };

    private record Call(
            String symbol, QuoteRequest request, long deadline, boolean known, CompletableFuture<Quote> quote) {}

    static LongStream seeds() {
        long first = Long.getLong("recovery.seed", ThreadLocalRandom.current().nextLong(1_000_000_000));
        return LongStream.range(first, first + Torture.volume(RUNS));
    }

    private final List<String> offences = new ArrayList<>();
    private final SimulatedTime time = new SimulatedTime(START);
    private final List<ErraticProvider> providers = new ArrayList<>();
    private final ArrayDeque<Call> calls = new ArrayDeque<>();
    private final ArrayDeque<Quote> kept = new ArrayDeque<>();
    private final Set<String> everSeen = new HashSet<>();
    private final Map<String, Long> throttledAt = new HashMap<>();
    private int quotes;
    private int live;
    private int recoveries;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neitherFlattersNorInventsNorOverasksNorForgets(long seed) {
        Random random = new Random(seed);
        ProviderLimits[] plans = {
            ProviderLimits.NONE.perMinute(200).perSecond(5).inFlight(8),
            ProviderLimits.NONE.perMinute(30).inFlight(4),
            ProviderLimits.NONE.per(Duration.ofSeconds(10), 20)
        };
        for (int i = 0; i < plans.length; i++) {
            providers.add(new ErraticProvider("p" + i, time, new Random(random.nextLong()), plans[i], offences));
        }
        try (ResilientDataProvider chain = ResilientDataProvider.builder()
                .providers(providers)
                .clock(time)
                .ticker(time)
                .scheduler(time)
                .executor(Runnable::run)
                .random(random::nextDouble)
                .probeGaps(SHORTEST_GAP, LONGEST_GAP)
                .onHealthChange(this::count)
                .build()) {
            long end = Duration.ofHours(HOURS).toNanos();
            while (time.nanos() < end && offences.isEmpty()) {
                step(chain, random);
            }
        }

        assertThat(offences).as("seed %d", seed).isEmpty();
        assertThat(quotes).as("quotes, with seed %d", seed).isGreaterThan(1_000);
        assertThat(live).as("live quotes, with seed %d", seed).isBetween(quotes / 10, quotes - 1);
        assertThat(recoveries).as("recoveries, with seed %d", seed).isGreaterThan(3);
    }

    private void count(HealthChange change) {
        recoveries += change.reason() == HealthReason.RECOVERING ? 1 : 0;
    }

    private void step(ResilientDataProvider chain, Random random) {
        for (ErraticProvider provider : providers) {
            if (random.nextInt(200) == 0) {
                provider.changeMood();
            }
        }
        if (random.nextInt(500) == 0) {
            time.setClockAhead(random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(random.nextInt(3_600)));
        }
        if (random.nextInt(3) > 0) {
            call(chain, random);
        }
        time.advance(Duration.ofMillis(random.nextInt(1_000)));
        look(chain);
    }

    private void call(ResilientDataProvider chain, Random random) {
        String symbol = SYMBOLS[random.nextInt(SYMBOLS.length)];
        QuoteRequest request = REQUESTS[random.nextInt(REQUESTS.length)];
        Duration limit = request.deadline() == null ? Duration.ofSeconds(2) : request.deadline();
        calls.add(new Call(
                symbol,
                request,
                time.nanos() + limit.toNanos(),
                everSeen.contains(symbol),
                chain.getQuoteAsync(symbol, request)));
    }

    private void look(ResilientDataProvider chain) {
        for (int i = calls.size(); i > 0; i--) {
            Call call = calls.remove();
            if (call.quote().isDone()) {
                ended(call);
            } else if (time.nanos() > call.deadline()) {
                offences.add("a call for " + call.symbol() + " outlived its deadline");
            } else {
                calls.add(call);
            }
        }
        kept.forEach(this::judge);
        time.whileClockIsBehind(Duration.ofHours(1), () -> kept.forEach(this::judge));
        chain.health().forEach(this::judge);
    }

    private void ended(Call call) {
        try {
            Quote quote = call.quote().join();
            quotes++;
            live += quote.isStale() ? 0 : 1;
            everSeen.add(call.symbol());
            if (call.request().mustHaveBidAsk() && !quote.hasBidAsk()) {
                offences.add("no bid and ask: " + quote);
            }
            judge(quote);
            kept.add(quote);
            if (kept.size() > 20) {
                kept.remove();
            }
        } catch (CompletionException e) {
            boolean mayFail = !call.known()
                    || call.request().mustBeLive()
                    || call.request().mustHaveBidAsk();
            if (!(e.getCause() instanceof QuoteUnavailableException) || !mayFail) {
                offences.add(call.symbol() + " had been seen, and yet: " + e.getCause());
            }
        }
    }

    /** The clock is never behind when a quote comes, so that an age may be too high and never too low. */
    private void judge(Quote quote) {
        Duration age = Duration.between(quote.eventTime(), START.plusNanos(time.nanos()));
        if (quote.age().compareTo(age) < 0) {
            offences.add(quote + " says it is " + quote.age() + " old and is " + age);
        }
        if (quote.freshness() == Freshness.LIVE && age.compareTo(Duration.ofMinutes(1)) > 0) {
            offences.add(quote + " is LIVE and " + age + " old");
        }
        if (providers.stream().noneMatch(it -> it.name().equals(quote.source()) && it.said(quote))) {
            offences.add(quote + " is invented");
        }
    }

    private void judge(ProviderHealth health) {
        ErraticProvider provider = providers.stream()
                .filter(it -> it.name().equals(health.provider()))
                .findFirst()
                .orElseThrow();
        if (health.throttledUntil() != null) {
            throttledAt.put(health.provider(), time.nanos());
        }
        Long good = provider.goodSince();
        if (good != null && health.state() == ProviderState.FAILED) {
            long since = Math.max(good, throttledAt.getOrDefault(health.provider(), 0L));
            if (time.nanos() - since > BACK_WITHIN.toNanos()) {
                offences.add(health + " although it has been good since " + Duration.ofNanos(since));
            }
        }
        if (health.successRate() < 0 || health.successRate() > 1 || health.windowRequests() > 100) {
            offences.add("an impossible health: " + health);
        }
        if (health.inFlight() > provider.limits().maxInFlight()) {
            offences.add(health.inFlight() + " requests are under way at " + health.provider());
        }
    }
}
