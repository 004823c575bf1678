package io.tradingrecovery.persistence;

import io.tradingrecovery.persistence.internal.journal.JournalListener;
import io.tradingrecovery.persistence.internal.storage.DiskErrors;

/** Hears of the journal's trouble: remembers the reason, and has a full snapshot follow what was lost. Thread-safe. */
final class JournalTrouble implements JournalListener {

    private final Runnable lostRecords;
    private volatile String reason = "the disk failed";

    JournalTrouble(Runnable lostRecords) {
        this.lostRecords = lostRecords;
    }

    String reason() {
        return reason;
    }

    @Override
    public void onSegmentPoisoned(Throwable cause) {
        lostRecords.run();
    }

    @Override
    public void onNotDurable(Throwable cause) {
        reason = DiskErrors.inWords(cause);
        lostRecords.run();
    }
}
