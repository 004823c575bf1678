package io.tradingrecovery.quotes;

import io.tradingrecovery.time.Scheduler.Scheduled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request to one provider, with at most one retry: takes a slot and a permit, guards the time, judges the answer and
 * tells the provider's health. Whatever the provider does, exactly one answer comes of it. Thread-safe.
 */
final class ProviderCall implements BiConsumer<@Nullable QuoteAnswer, @Nullable Throwable> {

    /** What a request is for. */
    enum Purpose {
        /** A caller's call. */
        CALL,
        /** A test of a failed provider. */
        PROBE,
        /** A call to a failed provider since there is no other; it counts as a probe, too. */
        LAST_RESORT
    }

    /** Who gets an answer that was not there at once. */
    interface Receiver {
        /** Called once, on any thread. */
        void answered(ProviderCall call, QuoteAnswer answer);
    }

    /** Adapters end their exchange themselves; the guard gives them this much longer. */
    private static final long GRACE_NANOS = 50_000_000;

    private static final double SHORTEST_BACKOFF_NANOS = 25_000_000;

    private final ChainSettings settings;
    private final ProviderLink link;
    private final List<String> symbols;
    private final Purpose purpose;
    private final long deadline;
    private final Receiver receiver;
    private final boolean isRetry;

    private int generation;
    private long begun;
    private boolean sent;
    private boolean settled;
    private @Nullable CompletionStage<QuoteAnswer> stage;
    private @Nullable Scheduled guard;

    ProviderCall(
            ChainSettings settings,
            ProviderLink link,
            List<String> symbols,
            Purpose purpose,
            long deadline,
            Receiver receiver) {
        this(settings, link, symbols, purpose, deadline, receiver, false);
    }

    private ProviderCall(
            ChainSettings settings,
            ProviderLink link,
            List<String> symbols,
            Purpose purpose,
            long deadline,
            Receiver receiver,
            boolean isRetry) {
        this.settings = settings;
        this.link = link;
        this.symbols = symbols;
        this.purpose = purpose;
        this.deadline = deadline;
        this.receiver = receiver;
        this.isRetry = isRetry;
    }

    ProviderLink link() {
        return link;
    }

    /** Whether anything left for the provider. */
    boolean wasSent() {
        return sent;
    }

    /** Sends the request. Gives the answer if there is one at once; otherwise the receiver gets it. */
    @Nullable
    QuoteAnswer begin() {
        long now = settings.tick();
        QuoteAnswer refusal = link.admit(purpose, now);
        return refusal != null ? refusal : send(now);
    }

    private @Nullable QuoteAnswer send(long now) {
        link.sending(purpose, isRetry, symbols.get(0));
        sent = true;
        generation = link.health().generation();
        begun = now;
        long time = Math.max(1, Math.min(settings.attemptNanos(), deadline - now));
        CompletionStage<QuoteAnswer> answer = fetch(time);
        if (answer instanceof CompletableFuture<QuoteAnswer> future && future.isDone()) {
            link.release();
            return settle(valueOf(future));
        }
        await(answer, time);
        return null;
    }

    private CompletionStage<QuoteAnswer> fetch(long nanos) {
        try {
            CompletionStage<QuoteAnswer> answer = link.provider().fetch(symbols, settings.attempt(nanos));
            return answer != null ? answer : brokenContract("returned no stage");
        } catch (Throwable e) {
            return CompletableFuture.completedFuture(QuoteAnswer.failed(QuoteFailure.of(e)));
        }
    }

    private CompletionStage<QuoteAnswer> brokenContract(String how) {
        return CompletableFuture.completedFuture(QuoteAnswer.failed(broken(how)));
    }

    private QuoteFailure broken(String how) {
        return QuoteFailure.of(FailureKind.PROVIDER_ERROR, link.name() + " " + how);
    }

    private QuoteAnswer valueOf(CompletableFuture<QuoteAnswer> done) {
        try {
            QuoteAnswer answer = done.getNow(null);
            return answer != null ? answer : QuoteAnswer.failed(broken("answered null"));
        } catch (RuntimeException e) {
            return QuoteAnswer.failed(QuoteFailure.of(e));
        }
    }

    private void await(CompletionStage<QuoteAnswer> answer, long nanos) {
        stage = answer;
        long patience = Math.max(1, Math.min(nanos + GRACE_NANOS, deadline - begun));
        guard = settings.scheduler().schedule(() -> onExecutor(this::tooLate), Duration.ofNanos(patience));
        answer.whenComplete(this);
    }

    /** The provider's stage is complete. */
    @Override
    public void accept(@Nullable QuoteAnswer answer, @Nullable Throwable failure) {
        boolean first = trySettle();
        link.release();
        if (!first) {
            link.hanging(-1);
            return;
        }
        if (guard != null) {
            guard.cancel();
        }
        QuoteAnswer given = answer != null
                ? answer
                : QuoteAnswer.failed(failure == null ? broken("answered null") : QuoteFailure.of(failure));
        deliver(settle(given));
    }

    /** The provider has not kept the deadline: its slot stays taken until it is done. */
    private void tooLate() {
        if (!trySettle()) {
            return;
        }
        link.hanging(1);
        QuoteAnswer answer = settle(QuoteAnswer.failed(QuoteFailure.of(
                FailureKind.TIMEOUT,
                link.name() + " had not answered after "
                        + Duration.ofNanos(settings.tick() - begun).toMillis() + " ms")));
        if (stage instanceof CompletableFuture<QuoteAnswer> future) {
            future.cancel(true);
        }
        deliver(answer);
    }

    private synchronized boolean trySettle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    private void deliver(@Nullable QuoteAnswer answer) {
        if (answer != null) {
            receiver.answered(this, answer);
        }
    }

    /** Judges the answer; gives nothing if it is tried once more instead. */
    private @Nullable QuoteAnswer settle(QuoteAnswer raw) {
        long tick = settings.tick();
        AnswerJudge judge = new AnswerJudge(settings, link, settings.now(), tick);
        QuoteAnswer answer = judge.receive(raw, symbols, generation, tick - begun);
        QuoteFailure failure = answer.failureOrNull();
        if (failure != null && isWorthARetry(failure, tick)) {
            retrySoon(answer);
            return null;
        }
        return answer;
    }

    /** Only where another try may help and leaves time for it; a quick failure is, a timeout mostly is not. */
    private boolean isWorthARetry(QuoteFailure failure, long now) {
        boolean transientKind = switch (failure.kind()) {
            case CONNECT, IO, TIMEOUT, SERVER -> true;
            default -> false;
        };
        return transientKind
                && purpose == Purpose.CALL
                && !isRetry
                && deadline - now >= 2 * settings.attemptNanos()
                && link.health().state() != ProviderState.FAILED
                && link.mayRetry();
    }

    private void retrySoon(QuoteAnswer first) {
        ProviderCall retry = new ProviderCall(settings, link, symbols, purpose, deadline, receiver, true);
        Duration wait = Duration.ofNanos(
                Math.round(SHORTEST_BACKOFF_NANOS * (1 + 3 * settings.random().getAsDouble())));
        settings.scheduler().schedule(() -> onExecutor(() -> retry.again(first)), wait);
    }

    private void again(QuoteAnswer first) {
        QuoteAnswer answer = begin();
        if (answer != null) {
            deliver(sent ? answer : first);
        }
    }

    private void onExecutor(Runnable task) {
        try {
            settings.executor().execute(task);
        } catch (RejectedExecutionException e) {
            // The chain is closed, and has ended every call itself.
        }
    }
}
