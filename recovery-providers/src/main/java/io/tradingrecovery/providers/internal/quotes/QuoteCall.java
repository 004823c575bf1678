package io.tradingrecovery.providers.internal.quotes;

import io.tradingrecovery.providers.internal.http.BaseUrl;
import io.tradingrecovery.providers.internal.http.Credentials;
import io.tradingrecovery.providers.internal.http.HttpAnswer;
import io.tradingrecovery.providers.internal.http.HttpCalls;
import io.tradingrecovery.providers.internal.http.HttpResult;
import io.tradingrecovery.providers.internal.http.HttpTrouble;
import io.tradingrecovery.providers.internal.http.RateHeaders;
import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteOutcome;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fetch: its requests, which may follow each other or run side by side under one deadline, and the outcomes that they
 * bring. It is answered when the last request is. Thread-safe.
 */
public final class QuoteCall {

    private static final Logger LOG = LoggerFactory.getLogger(QuoteCall.class);

    private final HttpCalls http;
    private final BaseUrl url;
    private final Credentials keys;
    private final Clock clock;
    private final Function<Refusal.Words, Refusal> refusals;
    private final List<String> symbols;
    private final long endNanos;

    private final CompletableFuture<QuoteAnswer> answer = new CompletableFuture<>();
    private final Map<String, QuoteOutcome> outcomes = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<HttpResult>> sent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<Instant> exhaustedUntil = new AtomicReference<>();

    QuoteCall(
            HttpCalls http,
            ProviderSettings settings,
            Function<Refusal.Words, Refusal> refusals,
            List<String> symbols,
            Duration deadline) {
        this.http = http;
        url = settings.url();
        keys = settings.keys();
        clock = settings.clock();
        this.refusals = refusals;
        this.symbols = symbols;
        endNanos = System.nanoTime() + deadline.toNanos();
        CompletableFuture<?> unused =
                answer.whenComplete((done, failure) -> sent.forEach(exchange -> exchange.cancel(true)));
    }

    List<String> symbols() {
        return symbols;
    }

    CompletableFuture<QuoteAnswer> answer() {
        return answer;
    }

    /** Runs a step that may send requests; the call goes on until all of them are answered. */
    void run(Runnable step) {
        open.incrementAndGet();
        guarded(symbols, step);
        end();
    }

    /** Sends a request about some of the symbols and hands on a good answer's JSON; a failure is theirs. */
    public void get(Collection<String> about, String path, Map<String, String> query, Reader reader) {
        get(about, path, query, reader, this::fail);
    }

    /** As the other, with a say in what a failure means; {@code failed} may ask again. */
    public void get(
            Collection<String> about,
            String path,
            Map<String, String> query,
            Reader reader,
            BiConsumer<Collection<String>, Failed> failed) {
        long left = endNanos - System.nanoTime();
        if (left <= 0 || answer.isDone()) {
            fail(about, new Failed(QuoteFailure.of(FailureKind.TIMEOUT, "no time was left to ask"), ""));
            return;
        }
        open.incrementAndGet();
        requests.incrementAndGet();
        URI uri = query.isEmpty() ? url.path(path) : url.path(path, query);
        LOG.trace("GET {}", uri);
        HttpRequest request = keys.on(HttpRequest.newBuilder(uri))
                .header("Accept", "application/json")
                .GET()
                .build();
        CompletableFuture<HttpResult> exchange = http.send(request, Duration.ofNanos(left));
        sent.add(exchange);
        CompletableFuture<?> unused = exchange.whenComplete((result, cancelled) -> {
            if (result != null) {
                guarded(about, () -> handle(about, result, reader, failed));
            }
            end();
        });
        if (answer.isDone()) {
            exchange.cancel(true);
        }
    }

    private void handle(
            Collection<String> about, HttpResult result, Reader reader, BiConsumer<Collection<String>, Failed> failed) {
        if (result instanceof HttpTrouble trouble) {
            failed.accept(about, new Failed(failure(kind(trouble.kind()), trouble.what()), ""));
            return;
        }
        HttpAnswer whole = (HttpAnswer) result;
        Instant exhausted = RateHeaders.exhaustedUntil(whole, clock.instant());
        if (exhausted != null) {
            exhaustedUntil.set(exhausted);
        }
        JsonView body = JsonView.objectOrNull(whole.body());
        Refusal.Words words = words(whole, body);
        Refusal refusal = refusals.apply(words);
        FailureKind kind = refusal.kind() == null ? kind(whole.status()) : refusal.kind();
        if (kind != null) {
            failed.accept(about, new Failed(refused(kind, whole, refusal.advice()), words.text()));
            return;
        }
        try {
            reader.read(body == null ? JsonView.parse(whole.body()) : body);
        } catch (JsonProblem | IllegalArgumentException e) {
            throw new JsonProblem(e.getMessage() + " (" + whole.summary() + ")");
        }
    }

    private QuoteFailure refused(FailureKind kind, HttpAnswer whole, String advice) {
        String diagnosis = whole.summary() + (advice.isEmpty() ? "" : "; " + advice);
        return kind == FailureKind.RATE_LIMITED
                ? QuoteFailure.rateLimited(keys.mask(diagnosis), RateHeaders.resetAt(whole, clock.instant()))
                : failure(kind, diagnosis);
    }

    private static Refusal.Words words(HttpAnswer whole, @Nullable JsonView body) {
        return body == null
                ? new Refusal.Words(whole.status(), "", ErrorText.ofPlain(whole.body()), false)
                : new Refusal.Words(whole.status(), ErrorText.state(body), ErrorText.of(body), true);
    }

    private static FailureKind kind(HttpTrouble.Kind trouble) {
        return switch (trouble) {
            case CONNECT -> FailureKind.CONNECT;
            case BROKEN -> FailureKind.IO;
            case TIMEOUT -> FailureKind.TIMEOUT;
            case TRUNCATED, OVERSIZED -> FailureKind.MALFORMED;
        };
    }

    /** What a status means by itself; absent for a success. */
    private static @Nullable FailureKind kind(int status) {
        if (status == 200) {
            return null;
        }
        if (status >= 500 || status == 408) {
            return FailureKind.SERVER;
        }
        return switch (status) {
            case 401, 403 -> FailureKind.AUTH;
            case 429 -> FailureKind.RATE_LIMITED;
            default -> FailureKind.MALFORMED;
        };
    }

    /** Says what there is of a symbol; the first word counts. */
    public void outcome(String symbol, QuoteOutcome outcome) {
        outcomes.putIfAbsent(symbol, outcome);
    }

    /** Says that these symbols failed. */
    public void fail(Collection<String> about, Failed failed) {
        about.forEach(symbol -> outcome(symbol, failed.failure()));
    }

    /** A failure whose diagnosis holds no key. */
    public QuoteFailure failure(FailureKind kind, String diagnosis) {
        return QuoteFailure.of(kind, keys.mask(diagnosis));
    }

    /** Reads one symbol; what can't be read is that symbol's failure only. */
    public void each(String symbol, Supplier<QuoteOutcome> reading) {
        guarded(List.of(symbol), () -> outcome(symbol, reading.get()));
    }

    private void guarded(Collection<String> about, Runnable step) {
        try {
            step.run();
        } catch (JsonProblem e) {
            fail(about, new Failed(failure(FailureKind.MALFORMED, String.valueOf(e.getMessage())), ""));
        } catch (RuntimeException e) {
            LOG.error("A quote could not be read for a reason that is none of the service's", e);
            fail(
                    about,
                    new Failed(failure(FailureKind.PROVIDER_ERROR, e.getClass().getName()), ""));
        }
    }

    private void end() {
        if (open.decrementAndGet() == 0) {
            QuoteAnswer whole = assembled().withRequests(requests.get());
            Instant exhausted = exhaustedUntil.get();
            answer.complete(exhausted == null ? whole : whole.withExhaustedUntil(exhausted));
        }
    }

    private QuoteAnswer assembled() {
        QuoteOutcome first = outcomes.get(symbols.get(0));
        if (first != null && symbols.stream().allMatch(symbol -> outcomes.get(symbol) == first)) {
            return QuoteAnswer.of(first);
        }
        return QuoteAnswer.of(outcomes);
    }

    /** Reads the JSON of a good answer. */
    @FunctionalInterface
    public interface Reader {
        /** Says the outcome of each symbol it is about, or throws a {@link JsonProblem}. */
        void read(JsonView body);
    }

    /**
     * A request that brought no quotes.
     *
     * @param failure why
     * @param text what the service said is wrong, in small letters
     */
    public record Failed(QuoteFailure failure, String text) {}
}
