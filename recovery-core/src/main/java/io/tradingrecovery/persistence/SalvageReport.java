package io.tradingrecovery.persistence;

import java.nio.file.Path;
import java.util.List;

/**
 * What was saved from a damaged journal. Immutable and safe to share between threads.
 *
 * @param receipt the snapshot that holds it
 * @param basedOn the sequence of the snapshot it builds on
 * @param replayed how many journal records were taken in
 * @param lost the records that were given up
 * @param quarantined the damaged segments that were put aside, by their old paths
 * @param notMoved those that could not be: they do no harm any more, and may be moved away by hand
 * @param tornTails what was never acknowledged and was cut off; its orders are questions to the broker
 */
public record SalvageReport(
        SaveReceipt receipt,
        long basedOn,
        int replayed,
        List<LostRecords> lost,
        List<Path> quarantined,
        List<Path> notMoved,
        List<TornTail> tornTails) {

    public SalvageReport {
        lost = List.copyOf(lost);
        quarantined = List.copyOf(quarantined);
        notMoved = List.copyOf(notMoved);
        tornTails = List.copyOf(tornTails);
    }
}
