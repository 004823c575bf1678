package io.tradingrecovery.tool;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, two spaces apart; a column whose cells are all numbers stands on the right. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    Table(String... headings) {
        columns = headings.length;
        rows.add(List.of(headings));
    }

    /** Adds a row; what is empty shows as a dash. */
    Table row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("A row of " + cells.length + " cells in a table of " + columns);
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            String text = cell.toString();
            row.add(text.isEmpty() ? "-" : text);
        }
        rows.add(row);
        return this;
    }

    /** The lines; none if there is no row. */
    List<String> lines() {
        if (rows.size() == 1) {
            return List.of();
        }
        List<StringBuilder> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(new StringBuilder()));
        for (int column = 0; column < columns; column++) {
            addColumn(lines, column);
        }
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }

    private void addColumn(List<StringBuilder> lines, int column) {
        int width =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        boolean numbers = rows.stream().skip(1).allMatch(row -> isNumber(row.get(column)));
        for (int i = 0; i < rows.size(); i++) {
            String cell = rows.get(i).get(column);
            String padding = " ".repeat(width - cell.length());
            lines.get(i).append(column == 0 ? "" : "  ").append(numbers ? padding + cell : cell + padding);
        }
    }

    private static boolean isNumber(String cell) {
        return cell.equals("-") || cell.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-');
    }
}
