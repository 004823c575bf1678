package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.StateMaintenance;
import io.tradingrecovery.recovery.RecoveryRecords;

/** What the commands on recovery's own records have in common. None of them needs the lock. */
abstract class RecordsCommand extends ToolCommand {

    RecordsCommand(Console console) {
        super(console);
    }

    /** Does the work and gives the exit code; failures are exceptions. */
    abstract int run(RecoveryRecords records);

    @Override
    final int run(StateMaintenance maintenance) {
        try (RecoveryRecords records = RecoveryRecords.of(directory())) {
            return run(records);
        }
    }
}
