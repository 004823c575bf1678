package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.providers.internal.http.BaseUrl;
import io.tradingrecovery.providers.internal.http.Credentials;
import io.tradingrecovery.providers.internal.http.HttpAnswer;
import io.tradingrecovery.providers.internal.http.HttpCalls;
import io.tradingrecovery.providers.internal.http.HttpResult;
import io.tradingrecovery.providers.internal.http.HttpTrouble;
import io.tradingrecovery.providers.internal.http.RateHeaders;
import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alpaca's trading API, of which only GET is used. Every failure is a {@link BrokerException}. Thread-safe. */
final class TradingApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TradingApi.class);

    /** Alpaca's code for "there is no such order". Any other 404 is a wrong address. */
    private static final String NOT_FOUND = "40410000";

    /** Alpaca's code for a refusal that has nothing to do with the key. */
    private static final String BUSINESS_REFUSAL = "40310000";

    private final BaseUrl url;
    private final Credentials keys;
    private final Duration timeout;
    private final Clock clock;
    private final HttpCalls http;

    TradingApi(BaseUrl url, Credentials keys, Duration timeout, Clock clock) {
        this.url = url;
        this.keys = keys;
        this.timeout = timeout;
        this.clock = clock;
        http = new HttpCalls("alpaca-broker", keys);
    }

    /** The answer to a question that has one. */
    JsonView get(String path, Map<String, String> query) {
        HttpAnswer answer = ask(path, query);
        return body(path, answer);
    }

    /** The answer, or nothing if Alpaca says in so many words that it knows no such thing. */
    Optional<JsonView> find(String path, Map<String, String> query) {
        HttpAnswer answer = ask(path, query);
        if (answer.status() == 404 && NOT_FOUND.equals(code(answer))) {
            return Optional.empty();
        }
        return Optional.of(body(path, answer));
    }

    /** Sends a question without waiting; {@link #body} judges what came. */
    CompletableFuture<HttpResult> send(String path, Map<String, String> query) {
        LOG.trace("GET {} {}", path, query);
        HttpRequest request = keys.on(HttpRequest.newBuilder(query.isEmpty() ? url.path(path) : url.path(path, query)))
                .header("Accept", "application/json")
                .GET()
                .build();
        return http.send(request, timeout);
    }

    private HttpAnswer ask(String path, Map<String, String> query) {
        CompletableFuture<HttpResult> sent = send(path, query);
        try {
            return whole(path, sent.get());
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new BrokerException(Kind.TRANSIENT, "Asking Alpaca for " + path + " was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("An HTTP call completes with a result, not with an exception", e);
        }
    }

    /** The answer, if it came whole. */
    HttpAnswer whole(String path, HttpResult result) {
        if (result instanceof HttpTrouble trouble) {
            Kind kind = trouble.kind() == HttpTrouble.Kind.OVERSIZED ? Kind.INCOMPLETE : Kind.TRANSIENT;
            throw failure(kind, path, trouble.what());
        }
        return (HttpAnswer) result;
    }

    /** The JSON of a good answer. */
    JsonView body(String path, HttpAnswer answer) {
        int status = answer.status();
        if (status == 200) {
            try {
                return JsonView.parse(answer.body());
            } catch (JsonProblem e) {
                throw failure(Kind.TRANSIENT, path, e.getMessage() + " (" + answer.summary() + ")");
            }
        }
        if (status == 429) {
            Instant reset = RateHeaders.resetAt(answer, clock.instant());
            throw failure(
                    Kind.TRANSIENT,
                    path,
                    "too many requests" + (reset == null ? "" : " until " + reset) + " (" + answer.summary() + ")");
        }
        throw failure(kindOf(answer), path, answer.summary() + advice(status));
    }

    private static Kind kindOf(HttpAnswer answer) {
        int status = answer.status();
        if (status == 401 || (status == 403 && !BUSINESS_REFUSAL.equals(code(answer)))) {
            return Kind.AUTH;
        }
        boolean passing = status >= 500 || status == 408 || status / 100 == 3 || status / 100 == 2;
        return passing ? Kind.TRANSIENT : Kind.REJECTED;
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 ->
                "; check the keys: those of a paper account work on the paper host only, and live keys on the"
                        + " live host only";
            case 404 -> "; check the base URL, to which /v2/… is added";
            default -> "";
        };
    }

    private static String code(HttpAnswer answer) {
        JsonView body = JsonView.objectOrNull(answer.body());
        try {
            return body == null || !body.has("code") ? "" : body.amount("code").toPlainString();
        } catch (JsonProblem e) {
            return "";
        }
    }

    BrokerException failure(Kind kind, String path, String what) {
        return new BrokerException(kind, keys.mask("Alpaca " + path + ": " + what));
    }

    @Override
    public void close() {
        http.close();
    }
}
