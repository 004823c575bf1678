package io.tradingrecovery.persistence.internal.storage;

import java.util.OptionalLong;

/** Numbers in file names: 19 digits, so that names sort as their numbers do. Stateless. */
public final class NumberedName {

    /** The largest number; what lies above it can't be ours and is never counted on from. */
    public static final long LARGEST = 999_999_999_999_999_999L;

    /** How many characters a number takes. */
    public static final int DIGITS = 19;

    private NumberedName() {}

    /** A number as it stands in a name. */
    public static String digits(long number) {
        String digits = Long.toString(number);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** The number that stands in a name at an offset; nothing if there are no 19 digits, or they are too large for a long. */
    public static OptionalLong at(String name, int offset) {
        if (name.length() < offset + DIGITS) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = offset; i < offset + DIGITS; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return OptionalLong.empty();
            }
            number = number * 10 + digit;
        }
        return OptionalLong.of(number);
    }
}
