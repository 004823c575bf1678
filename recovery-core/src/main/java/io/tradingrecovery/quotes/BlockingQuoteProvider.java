package io.tradingrecovery.quotes;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A blocking client on threads of its own. The chain's deadline cancels the answer, which interrupts the call; a call that
 * ignores this keeps its thread, so that no more than the pool can ever hang. Safe for use by many threads.
 */
final class BlockingQuoteProvider implements QuoteProvider {

    static final int DEFAULT_THREADS = 4;

    private static final long IDLE_SECONDS = 30;

    private final String name;
    private final BlockingFetch fetch;
    private final ProviderLimits limits;
    private final QuoteAnswer tooLate;
    private final AtomicInteger hung = new AtomicInteger();
    private final ThreadPoolExecutor pool;

    BlockingQuoteProvider(String name, BlockingFetch fetch, ProviderLimits limits) {
        this.name = ProviderNames.checked(name);
        this.fetch = Objects.requireNonNull(fetch, "fetch");
        this.limits = limits.batchesOf(1);
        this.tooLate = QuoteAnswer.failed(QuoteFailure.of(FailureKind.TIMEOUT, name + " did not return in time"));
        AtomicInteger threads = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                0, limits.maxInFlight(), IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "recovery-" + name + "-" + threads.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
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
        Call call = new Call(symbols.iterator().next());
        try {
            call.runOn(pool, deadline);
        } catch (RejectedExecutionException e) {
            call.complete(QuoteAnswer.failed(refusal()).withRequests(0));
        }
        return call;
    }

    private QuoteFailure refusal() {
        return pool.isShutdown()
                ? QuoteFailure.of(FailureKind.NOT_ASKED, name + " is closed")
                : QuoteFailure.of(
                        FailureKind.BUSY, "all " + limits.maxInFlight() + " threads of " + name + " are taken");
    }

    /** How many calls nobody waits for any more still hold a thread. */
    int hungCalls() {
        return hung.get();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    @Override
    public String toString() {
        return name;
    }

    /** One call of the client, which is also its answer. */
    private final class Call extends CompletableFuture<QuoteAnswer> implements Runnable {

        private final String symbol;
        private @Nullable Thread runner;
        private boolean abandoned;

        Call(String symbol) {
            this.symbol = symbol;
        }

        void runOn(ThreadPoolExecutor threads, Duration deadline) {
            threads.execute(this);
            completeOnTimeout(tooLate, deadline.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void run() {
            if (!begin()) {
                return;
            }
            QuoteAnswer answer;
            try {
                answer = answerOf(fetch.fetch(symbol));
            } catch (Throwable e) {
                answer = QuoteAnswer.failed(QuoteFailure.of(e));
            }
            end();
            complete(answer);
        }

        private QuoteAnswer answerOf(@Nullable QuoteOutcome outcome) {
            return outcome == null
                    ? QuoteAnswer.failed(QuoteFailure.of(FailureKind.MALFORMED, name + " returned null for " + symbol))
                    : QuoteAnswer.of(outcome);
        }

        @Override
        public boolean complete(QuoteAnswer answer) {
            boolean first = super.complete(answer);
            if (first && answer == tooLate) {
                interrupt();
            }
            return first;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                interrupt();
            }
            return cancelled;
        }

        private synchronized boolean begin() {
            runner = isDone() ? null : Thread.currentThread();
            return runner != null;
        }

        private synchronized void interrupt() {
            if (runner != null) {
                abandoned = true;
                hung.incrementAndGet();
                runner.interrupt();
            }
        }

        private synchronized void end() {
            runner = null;
            if (abandoned) {
                hung.decrementAndGet();
            }
        }
    }
}
