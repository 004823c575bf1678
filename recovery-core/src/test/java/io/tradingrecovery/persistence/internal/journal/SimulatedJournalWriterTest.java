package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;

class SimulatedJournalWriterTest extends JournalWriterContract {

    @Override
    Storage storage() {
        return new SimulatedStorage();
    }
}
