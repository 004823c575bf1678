package io.tradingrecovery.recovery;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A table of a page: its columns once, for the heading and for each row. Not thread-safe. */
final class HtmlTable<T> {

    private static final String NOTHING = "–";

    private final String title;
    private final List<Column<T>> columns = new ArrayList<>();

    HtmlTable(String title) {
        this.title = title;
    }

    private record Column<T>(
            String heading, boolean numbers, Function<T, @Nullable String> text, Predicate<T> stressed) {}

    /** A column of texts, with a dash where there is none. */
    HtmlTable<T> text(String heading, Function<T, @Nullable String> text) {
        columns.add(new Column<>(heading, false, text, row -> false));
        return this;
    }

    /** A column of amounts, with a dash where there is none. */
    HtmlTable<T> number(String heading, Function<T, @Nullable BigDecimal> amount) {
        columns.add(new Column<>(heading, true, row -> plain(amount.apply(row)), row -> false));
        return this;
    }

    /** A column of amounts that should be zero: what is not, and what is not known, stands out. */
    HtmlTable<T> zero(String heading, Function<T, @Nullable BigDecimal> amount) {
        columns.add(
                new Column<>(heading, true, row -> Amounts.text(amount.apply(row)), row -> isOpen(amount.apply(row))));
        return this;
    }

    private static boolean isOpen(@Nullable BigDecimal amount) {
        return amount == null || amount.signum() != 0;
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : Amounts.plain(amount);
    }

    /** Adds the table to the page, if it has rows. */
    void write(Html page, Collection<T> rows) {
        if (rows.isEmpty()) {
            return;
        }
        page.raw("<section>").element("h2", title).raw("<div class=\"scroll\"><table><thead><tr>");
        columns.forEach(column -> page.element(column.numbers ? "th class=\"n\"" : "th", column.heading));
        page.raw("</tr></thead><tbody>");
        for (T row : rows) {
            page.raw("<tr>");
            columns.forEach(column -> cell(page, column, row));
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div></section>");
    }

    private void cell(Html page, Column<T> column, T row) {
        String text = column.text.apply(row);
        String tag = !column.numbers ? "td" : column.stressed.test(row) ? "td class=\"n stressed\"" : "td class=\"n\"";
        page.element(tag, text == null ? NOTHING : text);
    }
}
