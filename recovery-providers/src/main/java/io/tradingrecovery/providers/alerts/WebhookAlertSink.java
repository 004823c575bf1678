package io.tradingrecovery.providers.alerts;

import io.tradingrecovery.providers.alerts.AlertQueue.Waiting;
import io.tradingrecovery.providers.internal.http.Credentials;
import io.tradingrecovery.providers.internal.http.HttpAnswer;
import io.tradingrecovery.providers.internal.http.HttpCalls;
import io.tradingrecovery.providers.internal.http.HttpResult;
import io.tradingrecovery.providers.internal.http.HttpTrouble;
import io.tradingrecovery.providers.internal.http.RateHeaders;
import io.tradingrecovery.recovery.Alert;
import io.tradingrecovery.recovery.AlertSink;
import io.tradingrecovery.time.Sleeper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts alerts to a webhook of Discord, Slack or anything that takes JSON, on a thread of its own. The webhook's address is
 * a secret: it is in no log line, message or text. Thread-safe.
 *
 * <p>An attempt that fails for a passing reason is repeated with growing pauses, or after the pause that the service asks
 * for; one that is refused is not. Alerts that are not delivered are logged with their code, and counted.
 */
public final class WebhookAlertSink implements AlertSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookAlertSink.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final URI address;
    private final WebhookFormat format;
    private final Duration timeout;
    private final Duration closeTimeout;
    private final int attempts;
    private final Clock clock;
    private final Sleeper sleeper;
    private final AlertQueue queue;
    private final HttpCalls http = new HttpCalls("webhook", Credentials.NONE);
    private final Thread thread;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();

    WebhookAlertSink(WebhookAlertSinkBuilder settings, URI address, WebhookFormat format) {
        this.address = address;
        this.format = format;
        timeout = settings.timeout();
        closeTimeout = settings.closeTimeout();
        attempts = settings.attempts();
        clock = settings.clock();
        sleeper = settings.sleeper();
        queue = new AlertQueue(settings.capacity(), settings.repeatWindow());
        thread = new Thread(this::work, "recovery-webhook-alerts");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts one for a webhook's address, which is a secret. */
    public static WebhookAlertSinkBuilder builder(String address) {
        return new WebhookAlertSinkBuilder(address);
    }

    /** Takes the alert and returns at once. */
    @Override
    public void alert(Alert alert) {
        switch (queue.offer(alert, clock.instant())) {
            case YES -> {}
            case REPEATED -> repeated.incrementAndGet();
            case IN_PLACE_OF_ANOTHER -> {
                dropped.incrementAndGet();
                LOG.warn("Alerts come faster than the webhook takes them; one that matters less was dropped");
            }
            case FULL, CLOSED -> {
                dropped.incrementAndGet();
                LOG.warn("The alert {} was dropped: {}", alert.code(), queue.isClosed() ? "closed" : "too many wait");
            }
        }
    }

    /** What became of the alerts so far. */
    public WebhookStats stats() {
        return new WebhookStats(delivered.get(), failed.get(), dropped.get(), repeated.get(), queue.size());
    }

    private void work() {
        try {
            for (Waiting next = queue.take(); next != null; next = queue.take()) {
                deliver(next);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Waiting waiting) throws InterruptedException {
        byte[] body = Payload.of(format, waiting.alert(), waiting.repeats());
        for (int attempt = 1; ; attempt++) {
            Outcome outcome;
            try {
                outcome = post(body);
            } catch (InterruptedException e) {
                giveUp(waiting.alert(), "it was being sent when the sink was closed");
                throw e;
            }
            if (outcome.done()) {
                delivered.incrementAndGet();
                return;
            }
            if (!outcome.passing() || attempt >= attempts) {
                giveUp(waiting.alert(), outcome.what());
                return;
            }
            try {
                sleeper.sleep(pause(attempt, outcome.notBefore()));
            } catch (InterruptedException e) {
                giveUp(waiting.alert(), outcome.what());
                throw e;
            }
        }
    }

    private void giveUp(Alert alert, String why) {
        failed.incrementAndGet();
        LOG.error("The alert {} was not delivered: {}", alert.code(), why);
    }

    private Duration pause(int attempt, @Nullable Instant notBefore) {
        Duration pause = notBefore == null
                ? FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10))
                : Duration.between(clock.instant(), notBefore);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private Outcome post(byte[] body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResult> sent = http.send(request, timeout);
        try {
            return outcome(sent.get());
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("An HTTP call completes with a result, not with an exception", e);
        }
    }

    /** Of the answer only the status is told: what a webhook answers may repeat its address. */
    private Outcome outcome(HttpResult result) {
        if (result instanceof HttpTrouble trouble) {
            return new Outcome(false, true, trouble.kind().name(), null);
        }
        HttpAnswer answer = (HttpAnswer) result;
        int status = answer.status();
        boolean passing = status == 429 || status == 408 || status >= 500;
        return new Outcome(
                status / 100 == 2,
                passing,
                "HTTP " + status + (passing ? "" : "; check the webhook's address"),
                RateHeaders.retryAfter(answer.header("Retry-After"), clock.instant()));
    }

    /** Sends what waits, for as long as the close timeout allows, and ends the threads; idempotent. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join(closeTimeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        http.close();
        if (queue.size() > 0) {
            LOG.error("{} alerts were not delivered before the sink was closed", queue.size());
        }
    }

    @Override
    public String toString() {
        return "WebhookAlertSink[" + format + "]";
    }

    /**
     * What came of an attempt.
     *
     * @param passing whether another one may help
     * @param notBefore when the next one is allowed; absent if the service did not say
     */
    private record Outcome(
            boolean done,
            boolean passing,
            String what,
            @Nullable Instant notBefore) {}
}
