package io.tradingrecovery.persistence.internal.journal;

/**
 * What the snapshots know of the journal.
 *
 * @param epoch the journal's epoch; 0 where no snapshot names one
 * @param witness the largest journal sequence in any snapshot, which was durable then; 0 for none
 * @param needAfter the journal sequence of the snapshot that is loaded: its records and those before are not needed
 */
public record JournalAnchor(long epoch, long witness, long needAfter) {

    /** Without any snapshot: everything is needed. */
    public static final JournalAnchor NONE = new JournalAnchor(0, 0, 0);

    public JournalAnchor {
        if (witness < 0 || needAfter < 0 || needAfter > witness) {
            throw new IllegalArgumentException("A snapshot's journal sequence " + needAfter
                    + " must lie between 0 and the largest of all snapshots, " + witness);
        }
    }
}
