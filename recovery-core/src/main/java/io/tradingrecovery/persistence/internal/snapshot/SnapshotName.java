package io.tradingrecovery.persistence.internal.snapshot;

import java.util.OptionalLong;

/** The names of snapshot files: a sequence of 19 digits, so that they sort as text. */
public final class SnapshotName {

    /** The largest sequence; what lies above it can't be ours and is never counted on from. */
    public static final long MAX_SEQUENCE = 999_999_999_999_999_999L;

    private static final String PREFIX = "snapshot-";
    private static final String SUFFIX = ".json";
    private static final String TEMPORARY = ".tmp";
    private static final int DIGITS = 19;

    private SnapshotName() {}

    /** The name of the snapshot with this sequence. */
    public static String of(long sequence) {
        String digits = Long.toString(sequence);
        return PREFIX + "0".repeat(DIGITS - digits.length()) + digits + SUFFIX;
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
        return name.length() == PREFIX.length() + DIGITS + SUFFIX.length() && name.endsWith(SUFFIX)
                ? sequenceIn(name)
                : OptionalLong.empty();
    }

    /** The sequence in a name that begins as a snapshot's does, also a temporary or a quarantined one. */
    static OptionalLong sequenceIn(String name) {
        if (!name.startsWith(PREFIX) || name.length() < PREFIX.length() + DIGITS) {
            return OptionalLong.empty();
        }
        long sequence = 0;
        for (int i = PREFIX.length(); i < PREFIX.length() + DIGITS; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || sequence > (Long.MAX_VALUE - digit) / 10) {
                return OptionalLong.empty();
            }
            sequence = sequence * 10 + digit;
        }
        return OptionalLong.of(sequence);
    }
}
