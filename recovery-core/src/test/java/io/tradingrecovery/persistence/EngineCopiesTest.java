package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testkit.States;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineCopiesTest {

    private final Queue<Runnable> posted = new ArrayDeque<>();
    private final Executor eventLoop = posted::add;

    @Test
    void theEnginesThreadOnlyStoresItsCopyAndWhatFollowsRunsElsewhere() throws Exception {
        try (EngineCopies copies = new EngineCopies(eventLoop)) {
            CompletableFuture<Thread> askedOn = new CompletableFuture<>();
            CompletableFuture<String> followedOn = copies.ask(() -> {
                        askedOn.complete(Thread.currentThread());
                        return States.numbered(1);
                    })
                    .thenApply(copy -> Thread.currentThread().getName());

            posted.remove().run();

            assertThat(askedOn.get()).isSameAs(Thread.currentThread());
            assertThat(followedOn.get()).isEqualTo("recovery-copy");
        }
    }

    @Test
    void aCopyThatIsTakenAtOnceIsAnsweredAtOnce() {
        try (EngineCopies copies = new EngineCopies(Runnable::run)) {
            assertThat(copies.ask(() -> States.numbered(3)))
                    .isCompletedWithValueMatching(copy -> States.numberOf(copy) == 3);
        }
    }

    @Test
    void withoutAnExecutorOfTheEnginesItIsAskedOnAThreadOfTheLibrarys() throws Exception {
        try (EngineCopies copies = new EngineCopies(null)) {
            CompletableFuture<String> askedOn = new CompletableFuture<>();
            copies.ask(() -> {
                        askedOn.complete(Thread.currentThread().getName());
                        return States.numbered(1);
                    })
                    .get();
            assertThat(askedOn.get()).isEqualTo("recovery-copy");
        }
    }

    @Test
    void aCopyThatNeverComesHoldsNoOtherUp() throws Exception {
        try (EngineCopies copies = new EngineCopies(eventLoop)) {
            CompletableFuture<SystemStateSnapshot> hanging = copies.ask(() -> States.numbered(1));
            CompletableFuture<SystemStateSnapshot> answered = copies.ask(() -> States.numbered(2));
            Runnable first = posted.remove();

            posted.remove().run();
            assertThat(States.numberOf(answered.get())).isEqualTo(2);
            assertThat(hanging).isNotDone();

            first.run();
            assertThat(States.numberOf(hanging.get())).isEqualTo(1);
        }
    }

    @Test
    void whatTheEngineThrowsIsTheAnswerAndDoesNotReachItsThread() {
        try (EngineCopies copies = new EngineCopies(eventLoop)) {
            CompletableFuture<SystemStateSnapshot> asked = copies.ask(() -> {
                throw new IllegalStateException("the book is being rebuilt");
            });

            posted.remove().run();

            assertThatThrownBy(asked::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("the book is being rebuilt");
        }
    }

    @Test
    void anExecutorThatRefusesTheTaskSaysSoAtOnce() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        try (EngineCopies copies = new EngineCopies(full)) {
            assertThatThrownBy(() -> copies.ask(() -> States.numbered(1)))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("full");
        }
    }

    @Test
    void closingEndsTheLookingForCopiesThatNeverCame() throws Exception {
        EngineCopies copies = new EngineCopies(eventLoop);
        CompletableFuture<Thread> looking =
                copies.ask(() -> States.numbered(1)).thenApply(copy -> Thread.currentThread());
        CompletableFuture<SystemStateSnapshot> never = copies.ask(() -> States.numbered(2));
        posted.remove().run();
        Thread looker = looking.get();

        copies.close();

        looker.join();
        assertThat(never).isNotDone();
    }
}
