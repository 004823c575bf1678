package io.tradingrecovery.persistence.internal.journal;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file name of a segment: {@code journal-} and its number in 19 digits, so that names sort as numbers do. */
final class SegmentName {

    /** Beyond the largest number there is, a file is no segment, and is never counted on from. */
    private static final Pattern NAME = Pattern.compile("journal-(0\\d{18})\\.wal");

    private SegmentName() {}

    static String of(long number) {
        String digits = Long.toString(number);
        return "journal-" + "0".repeat(19 - digits.length()) + digits + ".wal";
    }

    /** The number in a name; empty if the name is not a segment's. */
    static OptionalLong parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
