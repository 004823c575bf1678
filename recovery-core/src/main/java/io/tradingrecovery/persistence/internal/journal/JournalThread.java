package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.errors.NotDurableException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.errors.StateStorageException.Durability;
import io.tradingrecovery.persistence.internal.journal.AppendQueue.Batch;
import io.tradingrecovery.persistence.internal.storage.DiskErrors;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes the journal: it takes whatever is queued, writes it at once, syncs once, and completes the whole
 * group. While a group is on its way, the next one gathers. It runs none of the user's code.
 */
final class JournalThread implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalThread.class);

    private final AppendQueue queue;
    private final JournalLog log;
    private final JournalSettings settings;
    private final long witnessNanos;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Batch current;

    JournalThread(AppendQueue queue, JournalLog log, JournalSettings settings) {
        this.queue = queue;
        this.log = log;
        this.settings = settings;
        this.witnessNanos = settings.witnessDelay().toNanos();
        this.current = new Batch(List.of(), new CommitGroup(settings.callbacks()));
    }

    void start() {
        Thread thread = new Thread(this, "recovery-journal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the end of the thread, interrupted or not; the flag is kept. False if it does not come in time. */
    boolean awaitEnd(long nanos) {
        return Waits.uninterruptibly(ended, nanos);
    }

    @Override
    public void run() {
        try {
            while (step()) {
                // Each step is one group, or the end of a wait.
            }
        } catch (Throwable death) {
            // Whatever it was, nobody may wait for a thread that is gone.
            LOG.error("The thread that writes the order journal has died; nothing more is recorded", death);
            failCurrent(death);
            queue.fail(death, true);
        } finally {
            end();
        }
    }

    private void end() {
        try {
            log.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("The journal's last segment was not closed", e);
        } finally {
            ended.countDown();
        }
    }

    private boolean step() {
        boolean owesWitness = log.owesWitness() && !queue.isOutOfOrder();
        Batch batch = queue.take(owesWitness ? witnessNanos : AppendQueue.FOREVER);
        if (!batch.isEmpty()) {
            current = batch;
            commit(batch);
            return true;
        }
        if (owesWitness) {
            queue.appendWitness();
            return true;
        }
        return !queue.isClosed();
    }

    private void commit(Batch batch) {
        try {
            int next = 0;
            while (next < batch.tickets().size()) {
                next = log.write(batch.tickets(), next);
            }
            queue.reopen();
            batch.group().succeed();
            log.prepareAhead();
        } catch (NoSegmentException e) {
            stop(e);
            failCurrent(e);
        } catch (IOException e) {
            LOG.warn("A journal segment failed and is given up: {}", DiskErrors.inWords(e));
            tell(listener -> listener.onSegmentPoisoned(e));
            startOver(e);
            batch.group().fail(log.syncedSequence(), sequence -> lost(sequence, e));
        }
    }

    private void startOver(IOException failure) {
        try {
            log.startOver(failure);
        } catch (NoSegmentException e) {
            stop(e);
        }
    }

    private void stop(NoSegmentException cause) {
        LOG.error("The order journal can't write and records nothing until it resumes: {}", DiskErrors.inWords(cause));
        queue.fail(cause, false);
        tell(listener -> listener.onNotDurable(cause));
    }

    private void failCurrent(Throwable cause) {
        current.group()
                .fail(
                        log.syncedSequence(),
                        sequence -> new NotDurableException(
                                "Record " + sequence + " was not recorded: the order journal can't write ("
                                        + DiskErrors.inWords(cause) + "). Free the disk, or look at what failed.",
                                cause));
    }

    private static StateStorageException lost(long sequence, IOException cause) {
        return new StateStorageException(
                "Record " + sequence + " may not be on disk (" + DiskErrors.inWords(cause)
                        + ") and counts as not recorded. Look at the disk; the journal goes on in a new segment.",
                Durability.UNKNOWN,
                cause);
    }

    private void tell(Consumer<JournalListener> news) {
        try {
            settings.callbacks().execute(() -> {
                try {
                    news.accept(settings.listener());
                } catch (RuntimeException e) {
                    LOG.warn("A listener of the journal failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("The executor for callbacks takes no more, so the journal's listener was not told", e);
        }
    }
}
