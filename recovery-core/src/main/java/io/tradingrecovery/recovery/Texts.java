package io.tradingrecovery.recovery;

import io.tradingrecovery.recovery.internal.Invisible;

/** Texts of others, made fit for where they go. */
final class Texts {

    private Texts() {}

    /** Without halves of surrogate pairs, which no file can hold. */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(point -> point <= Character.MAX_VALUE && Character.isSurrogate((char) point) ? '?' : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    /** In one line that steers no terminal. */
    static String printable(String text) {
        return Invisible.replaced(text, ' ');
    }

    /** What a failure says of itself. */
    static String of(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof io.tradingrecovery.errors.TradingRecoveryException
                ? String.valueOf(message)
                : failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
