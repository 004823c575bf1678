package io.tradingrecovery.persistence.internal.snapshot;

import io.tradingrecovery.persistence.internal.storage.NumberedName;
import java.util.OptionalLong;

/** The names of snapshot files: a sequence of 19 digits, so that they sort as text. */
public final class SnapshotName {

    /** The largest sequence; what lies above it can't be ours and is never counted on from. */
    public static final long MAX_SEQUENCE = NumberedName.LARGEST;

    private static final String PREFIX = "snapshot-";
    private static final String SUFFIX = ".json";
    private static final String TEMPORARY = ".tmp";

    private SnapshotName() {}

    /** The name of the snapshot with this sequence. */
    public static String of(long sequence) {
        return PREFIX + NumberedName.digits(sequence) + SUFFIX;
    }

    /** The name it has while it is written. */
    static String temporary(long sequence) {
        return of(sequence) + TEMPORARY;
    }

    /** Whether it is the name of a snapshot that was never finished, or is being written. */
    public static boolean isTemporary(String name) {
        return name.endsWith(SUFFIX + TEMPORARY) && sequenceIn(name).isPresent();
    }

    /** The sequence of a snapshot's name; nothing for any other name. */
    public static OptionalLong parse(String name) {
        return name.length() == PREFIX.length() + NumberedName.DIGITS + SUFFIX.length() && name.endsWith(SUFFIX)
                ? sequenceIn(name)
                : OptionalLong.empty();
    }

    /** The sequence in a name that begins as a snapshot's does, also a temporary or a quarantined one. */
    static OptionalLong sequenceIn(String name) {
        return name.startsWith(PREFIX) ? NumberedName.at(name, PREFIX.length()) : OptionalLong.empty();
    }
}
