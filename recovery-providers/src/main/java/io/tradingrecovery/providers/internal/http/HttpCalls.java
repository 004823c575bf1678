package io.tradingrecovery.providers.internal.http;

import io.tradingrecovery.time.Scheduler;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/**
 * Sends requests over HTTP/1.1, without following redirects. Each ends by its deadline, whatever the server does: the
 * client's own time limit stops at the headers, so a body that drips is ended here, by cancelling the exchange. Thread-safe.
 */
public final class HttpCalls implements AutoCloseable {

    /** The longest body that is read, in bytes. */
    public static final int MAX_BODY = 1 << 20;

    private static final int THREADS = 4;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Credentials keys;
    private final ThreadPoolExecutor executor;
    private final Scheduler deadlines;
    private final HttpClient client;
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Starts no thread before the first request. The threads are named {@code recovery-<name>-…}; the keys are in no answer. */
    public HttpCalls(String name, Credentials keys) {
        this.keys = keys;
        AtomicInteger count = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "recovery-" + name + "-http-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        deadlines = Scheduler.daemon("recovery-" + name + "-deadlines");
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(executor)
                .build();
    }

    /**
     * Sends a request. The future is complete within {@code deadline} and never completed with an exception; cancelling it
     * ends the exchange.
     */
    public CompletableFuture<HttpResult> send(HttpRequest request, Duration deadline) {
        CompletableFuture<HttpResult> result = new CompletableFuture<>();
        UnderWay own = new UnderWay(result);
        underWay.add(own);
        if (closed) {
            underWay.remove(own);
            result.complete(new HttpTrouble(HttpTrouble.Kind.CONNECT, "the client is closed"));
            return result;
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, headers -> new BodyCollector(MAX_BODY, keys));
        Scheduler.Scheduled alarm = deadlines.schedule(
                () -> result.complete(new HttpTrouble(
                        HttpTrouble.Kind.TIMEOUT, "no whole answer within " + deadline.toMillis() + " ms")),
                deadline);
        CompletableFuture<?> unusedEnd = result.whenComplete((done, failure) -> {
            alarm.cancel();
            underWay.remove(own);
            exchange.cancel(true);
        });
        CompletableFuture<?> unusedAnswer = exchange.whenComplete((response, failure) -> result.complete(
                failure == null
                        ? new HttpAnswer(response.statusCode(), response.headers(), response.body())
                        : trouble(failure, request.uri())));
        return result;
    }

    /** Ends every exchange and the threads; idempotent. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(own ->
                own.result().complete(new HttpTrouble(HttpTrouble.Kind.BROKEN, "the client was closed meanwhile")));
        deadlines.close();
        executor.shutdown();
    }

    private static HttpTrouble trouble(Throwable thrown, URI uri) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String host = uri.getHost();
        if (failure instanceof BodyCollector.OversizedBody) {
            return new HttpTrouble(HttpTrouble.Kind.OVERSIZED, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof BodyCollector.BrokenBody) {
            return new HttpTrouble(HttpTrouble.Kind.TRUNCATED, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof HttpTimeoutException) {
            return new HttpTrouble(HttpTrouble.Kind.TIMEOUT, "no answer from " + host + " in time");
        }
        if (failure instanceof ConnectException) {
            return new HttpTrouble(
                    HttpTrouble.Kind.CONNECT,
                    causedBy(failure, UnresolvedAddressException.class)
                            ? "the host " + host + " is unknown"
                            : "no connection to " + host + ": refused, or no route");
        }
        if (failure instanceof SSLException) {
            return new HttpTrouble(HttpTrouble.Kind.CONNECT, "no secure connection to " + host + ": " + name(failure));
        }
        return new HttpTrouble(HttpTrouble.Kind.BROKEN, "the connection to " + host + " broke: " + name(failure));
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The type's name only: a message may hold what was sent. */
    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    /** A request that is not answered yet; each is itself only. */
    private static final class UnderWay {
        private final CompletableFuture<HttpResult> result;

        private UnderWay(CompletableFuture<HttpResult> result) {
            this.result = result;
        }

        private CompletableFuture<HttpResult> result() {
            return result;
        }
    }
}
