package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.NumberedName;
import java.util.OptionalLong;

/** The file name of a segment: {@code journal-} and its number in 19 digits, so that names sort as numbers do. */
final class SegmentName {

    private static final String PREFIX = "journal-";
    private static final String SUFFIX = ".wal";

    private SegmentName() {}

    static String of(long number) {
        return PREFIX + NumberedName.digits(number) + SUFFIX;
    }

    /** The number in a name; empty if the name is not a segment's, as one beyond the largest number is not. */
    static OptionalLong parse(String name) {
        if (name.length() != PREFIX.length() + NumberedName.DIGITS + SUFFIX.length()
                || !name.startsWith(PREFIX)
                || !name.endsWith(SUFFIX)) {
            return OptionalLong.empty();
        }
        OptionalLong number = NumberedName.at(name, PREFIX.length());
        boolean ours = number.isPresent() && number.getAsLong() > 0 && number.getAsLong() <= NumberedName.LARGEST;
        return ours ? number : OptionalLong.empty();
    }
}
