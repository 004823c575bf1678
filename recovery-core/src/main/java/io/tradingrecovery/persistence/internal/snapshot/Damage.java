package io.tradingrecovery.persistence.internal.snapshot;

import java.util.Locale;

/** What is wrong with a file that can't be trusted; the name it is kept under says so. */
public enum Damage {
    /** A link, a pipe, a directory, or too large to be ours. */
    NOT_A_SNAPSHOT_FILE,
    /** Too short to hold a digest. */
    TRUNCATED,
    /** It does not begin as a snapshot does. */
    NO_DIGEST,
    /** Some byte differs from what was written. */
    DIGEST_MISMATCH,
    /** A segment of the journal from which acknowledged records are gone. */
    JOURNAL_RECORDS_LOST;

    /** The ending of its name in quarantine. */
    public String suffix() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
