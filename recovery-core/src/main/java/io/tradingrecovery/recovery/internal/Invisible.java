package io.tradingrecovery.recovery.internal;

/** Characters in the texts of others that are not seen, but steer a terminal, end a line, or reorder the text around them. */
public final class Invisible {

    private Invisible() {}

    /** Whether a code point is a control, a mark of writing direction or another format mark, or half a surrogate pair. */
    public static boolean is(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** The text with a substitute for each such character; itself if it has none. */
    public static String replaced(String text, char substitute) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (is(point)) {
                return replacedFrom(text, i, substitute);
            }
            i += Character.charCount(point);
        }
        return text;
    }

    private static String replacedFrom(String text, int first, char substitute) {
        StringBuilder replaced = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (is(point)) {
                replaced.append(substitute);
            } else {
                replaced.appendCodePoint(point);
            }
            i += Character.charCount(point);
        }
        return replaced.toString();
    }
}
