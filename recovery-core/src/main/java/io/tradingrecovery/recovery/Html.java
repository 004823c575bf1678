package io.tradingrecovery.recovery;

import io.tradingrecovery.recovery.internal.Invisible;

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
                if (point != '\n' && Invisible.is(point)) {
                    page.append('\uFFFD');
                } else {
                    page.appendCodePoint(point);
                }
            }
        }
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
