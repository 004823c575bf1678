package io.tradingrecovery.recovery;

import java.util.List;

/**
 * The audit as it was read. Immutable and safe to share between threads.
 *
 * @param entries its lines, oldest first
 * @param illegible lines that are no entry, such as one that a crash cut short, as they stand
 */
public record AuditTrail(List<AuditEntry> entries, List<String> illegible) {

    public AuditTrail {
        entries = List.copyOf(entries);
        illegible = List.copyOf(illegible);
    }
}
