package io.tradingrecovery.recovery;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.BrokerException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker, again where that may help, and never beyond a deadline: a call that hangs is left behind on a thread of
 * this library's. One instance serves one run. Not thread-safe.
 */
final class BrokerReads {

    private final CallThreads threads;
    private final RetrySettings settings;
    private final Deadline deadline;
    private final List<BrokerAttempt> attempts = new CopyOnWriteArrayList<>();

    BrokerReads(CallThreads threads, RetrySettings settings, Deadline deadline) {
        this.threads = threads;
        this.settings = settings;
        this.deadline = deadline;
    }

    /** The attempts that failed so far, in order. */
    List<BrokerAttempt> attempts() {
        return List.copyOf(attempts);
    }

    /**
     * Asks.
     *
     * @throws BrokerReadException if there is no answer after all attempts, or in time
     */
    <T> T read(String question, Supplier<@Nullable T> call) throws BrokerReadException {
        Future<T> answer;
        try {
            answer = threads.submit(() -> ask(question, call));
        } catch (RejectedExecutionException e) {
            throw new BrokerReadException(
                    Kind.TRANSIENT,
                    "The broker was not asked for " + question + ": " + CallThreads.MOST
                            + " earlier calls to it have not returned yet. Give its connections a timeout.",
                    false,
                    e);
        }
        return await(question, answer);
    }

    private <T> T await(String question, Future<T> answer) throws BrokerReadException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new BrokerReadException(
                    Kind.TRANSIENT,
                    "The broker has not answered for " + question + " within the " + Durations.text(deadline.length())
                            + " that all questions may take" + lastFailure(question),
                    true,
                    e);
        } catch (ExecutionException e) {
            throw failure(question, e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String lastFailure(String question) {
        return attempts.stream()
                .filter(attempt -> attempt.question().equals(question))
                .reduce((earlier, later) -> later)
                .map(attempt -> "; the last attempt failed with: " + attempt.failure())
                .orElse("");
    }

    private static BrokerReadException failure(String question, @Nullable Throwable cause) {
        return new BrokerReadException(
                kind(cause), "The broker did not give " + question + ": " + text(cause), false, cause);
    }

    /** The first attempt costs nothing; what asking again needs is only set up once there is a failure. */
    private <T> T ask(String question, Supplier<@Nullable T> call) throws Exception {
        try {
            return answer(question, call);
        } catch (RuntimeException first) {
            return askAgain(question, call, first);
        }
    }

    private <T> T askAgain(String question, Supplier<@Nullable T> call, RuntimeException first) throws Exception {
        Retry retry = Retry.of(
                question,
                RetryConfig.custom()
                        .maxAttempts(settings.attempts())
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(
                                settings.first(), RetrySettings.FACTOR, RetrySettings.JITTER, settings.longest()))
                        .retryOnException(failure -> !deadline.isOver() && isWorthAsking(kind(failure)))
                        .build());
        retry.getEventPublisher()
                .onRetry(event -> note(
                        question, event.getNumberOfRetryAttempts(), event.getLastThrowable(), event.getWaitInterval()))
                .onError(event ->
                        note(question, event.getNumberOfRetryAttempts(), event.getLastThrowable(), Duration.ZERO))
                .onIgnoredError(event -> note(question, 1, event.getLastThrowable(), Duration.ZERO));
        boolean[] replayed = {false};
        return retry.executeCallable(() -> {
            if (!replayed[0]) {
                replayed[0] = true;
                throw first;
            }
            return answer(question, call);
        });
    }

    private void note(String question, int attempt, @Nullable Throwable failure, Duration delay) {
        attempts.add(new BrokerAttempt(question, attempt, kind(failure), text(failure), delay));
    }

    private static <T> T answer(String question, Supplier<@Nullable T> call) {
        T answer = call.get();
        if (answer == null) {
            throw new BrokerException(
                    Kind.INCOMPLETE,
                    "it returned null for " + question + "; an adapter that can't tell must throw a BrokerException");
        }
        return answer;
    }

    static Kind kind(@Nullable Throwable failure) {
        if (failure instanceof BrokerException broker) {
            return broker.kind();
        }
        // An Error, such as a missing class, does not go away by asking again.
        return failure instanceof Error ? Kind.REJECTED : Kind.TRANSIENT;
    }

    /** Whether the same question may get another answer. */
    static boolean isWorthAsking(Kind kind) {
        return switch (kind) {
            case TRANSIENT, INCOMPLETE -> true;
            case AUTH, UNSUPPORTED, REJECTED -> false;
        };
    }

    private static String text(@Nullable Throwable failure) {
        if (failure == null) {
            return "no reason given";
        }
        return failure instanceof BrokerException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName()
                        + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
    }
}
