package io.tradingrecovery.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints measurements as a Markdown table whose columns are aligned, so that it can be read and pasted. */
final class Table {

    private static final List<String> HEAD =
            List.of("measure", "value", "baseline", "unit", "ratio", "95 % interval", "target", "met", "note");

    private final List<List<String>> lines = new ArrayList<>();

    void add(Measurement measurement) {
        Sample.Interval within = measurement.within();
        Target target = measurement.target();
        Boolean met = measurement.met();
        lines.add(List.of(
                measurement.name(),
                number(measurement.value()),
                number(measurement.baseline()),
                measurement.unit(),
                ratio(measurement.ratio()),
                within == null ? "" : ratio(within.from()) + " to " + ratio(within.to()),
                target == null ? "" : target.text(),
                met == null ? "" : met ? "yes" : "MISSED",
                measurement.note()));
    }

    @Override
    public String toString() {
        int[] widths = new int[HEAD.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = HEAD.get(column).length();
            for (List<String> line : lines) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        append(text, HEAD, widths, ' ');
        append(text, Collections.nCopies(widths.length, ""), widths, '-');
        lines.forEach(line -> append(text, line, widths, ' '));
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> cells, int[] widths, char fill) {
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            text.append("| ").append(cell);
            text.append(String.valueOf(fill).repeat(widths[column] - cell.length()));
            text.append(' ');
        }
        text.append("|\n");
    }

    private static String ratio(@Nullable Double number) {
        return number == null ? "" : String.format(Locale.ROOT, "%.2f", number);
    }

    private static String number(@Nullable Double number) {
        if (number == null) {
            return "";
        }
        return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f", number);
    }
}
