package io.tradingrecovery.recovery;

/** Builds HTML in which texts of others are always texts. Not thread-safe. */
final class Html {

    private final StringBuilder page;

    Html(int capacity) {
        page = new StringBuilder(capacity);
    }

    /** Markup of this library's own, as it stands. */
    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    /** A text, whatever it holds. */
    Html text(String text) {
        text.codePoints().forEach(this::escaped);
        return this;
    }

    private void escaped(int point) {
        switch (point) {
            case '&' -> page.append("&amp;");
            case '<' -> page.append("&lt;");
            case '>' -> page.append("&gt;");
            case '"' -> page.append("&quot;");
            case '\'' -> page.append("&#39;");
            default -> {
                if (isInvisible(point)) {
                    page.append('\uFFFD');
                } else {
                    page.appendCodePoint(point);
                }
            }
        }
    }

    /** What could hide or reorder the text around it: controls, and marks of writing direction. */
    private static boolean isInvisible(int point) {
        return (Character.isISOControl(point) && point != '\n')
                || (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0x200e
                || point == 0x200f
                || (point <= Character.MAX_VALUE && Character.isSurrogate((char) point));
    }

    /** An element that holds a text. {@code tag} may have attributes of this library's own. */
    Html element(String tag, String text) {
        int space = tag.indexOf(' ');
        return raw("<" + tag + ">").text(text).raw("</" + (space < 0 ? tag : tag.substring(0, space)) + ">");
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
