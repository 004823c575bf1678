package io.tradingrecovery.drill.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The report's two pictures, as SVG that needs nothing else. */
final class Chart {

    private static final int WIDTH = 960;
    private static final int LEFT = 190;
    private static final int RIGHT = 24;
    private static final int ROW = 26;

    private final List<Round> rounds;
    private final StringBuilder svg = new StringBuilder();

    private Chart(List<Round> rounds) {
        this.rounds = rounds;
    }

    /** Each round as a bar from the fault until the bot might trade again, one line a kind of fault. */
    static String timeline(List<Round> rounds) {
        return new Chart(rounds).drawTimeline();
    }

    /** Each round as a dot on a logarithmic scale of its time to recover, one line a kind of fault, with the median. */
    static String recoveryTimes(List<Round> rounds) {
        return new Chart(rounds).drawRecoveryTimes();
    }

    private String drawTimeline() {
        long end = rounds.stream()
                .mapToLong(round -> round.startMillis() + Math.max(round.recoverMillis(), 0))
                .max()
                .orElse(1);
        Map<String, List<Round>> lines = byFault();
        open(lines.size(), "Timeline of the rounds");
        int line = 0;
        for (Map.Entry<String, List<Round>> entry : lines.entrySet()) {
            label(line, entry.getKey());
            for (Round round : entry.getValue()) {
                double from = LEFT + plot() * round.startMillis() / Math.max(end, 1);
                double width = Math.max(2, plot() * Math.max(round.recoverMillis(), 0) / Math.max(end, 1));
                add(
                        "<rect class='%s' x='%.1f' y='%d' width='%.1f' height='12' rx='2'><title>%s</title></rect>",
                        round.passed() ? "good" : "bad", from, line * ROW + 7, width, tip(round));
            }
            line++;
        }
        for (int part = 0; part <= 4; part++) {
            axis(line, LEFT + plot() * part / 4, end * part / 4000 + " s");
        }
        return close();
    }

    private String drawRecoveryTimes() {
        long most = rounds.stream().mapToLong(Round::recoverMillis).max().orElse(1);
        int decades = Math.max(2, (int) Math.ceil(Math.log10(Math.max((double) most, 10))));
        Map<String, List<Round>> lines = byFault();
        open(lines.size(), "Time to recover, by fault");
        int line = 0;
        for (Map.Entry<String, List<Round>> entry : lines.entrySet()) {
            label(line, entry.getKey());
            for (Round round : entry.getValue()) {
                if (round.recoverMillis() >= 0) {
                    add(
                            "<circle class='%s' cx='%.1f' cy='%d' r='4'><title>%s</title></circle>",
                            round.passed() ? "good" : "bad",
                            logarithmic(round.recoverMillis(), decades),
                            line * ROW + 13,
                            tip(round));
                }
            }
            long median = RecoveryTimes.of(entry.getValue()).medianMillis();
            if (median >= 0) {
                double x = logarithmic(median, decades);
                add(
                        "<line class='median' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>",
                        x, x, line * ROW + 4, line * ROW + 22);
            }
            line++;
        }
        for (int decade = 1; decade <= decades; decade++) {
            long millis = Math.round(Math.pow(10, decade));
            axis(line, logarithmic(millis, decades), millis < 1000 ? millis + " ms" : millis / 1000 + " s");
        }
        return close();
    }

    /** Ten milliseconds on the left edge; whatever is shorter is drawn there. */
    private static double logarithmic(long millis, int decades) {
        double share = decades == 1 ? 0 : (Math.log10(Math.max((double) millis, 10)) - 1) / (decades - 1);
        return LEFT + plot() * share;
    }

    private Map<String, List<Round>> byFault() {
        return rounds.stream().collect(Collectors.groupingBy(Round::fault, TreeMap::new, Collectors.toList()));
    }

    private static double plot() {
        return WIDTH - LEFT - RIGHT;
    }

    private void open(int lines, String title) {
        add("<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>", WIDTH, lines * ROW + 30, Html.escape(title));
    }

    private void label(int line, String fault) {
        add("<text class='label' x='%d' y='%d'>%s</text>", LEFT - 12, line * ROW + 17, Html.escape(fault));
        add(
                "<line class='rule' x1='%d' x2='%d' y1='%d' y2='%d'/>",
                LEFT, WIDTH - RIGHT, line * ROW + 13, line * ROW + 13);
    }

    private void axis(int lines, double x, String text) {
        add("<line class='grid' x1='%.1f' x2='%.1f' y1='0' y2='%d'/>", x, x, lines * ROW);
        add("<text class='axis' x='%.1f' y='%d'>%s</text>", x, lines * ROW + 18, Html.escape(text));
    }

    private static String tip(Round round) {
        String time = round.recoverMillis() < 0 ? "never recovered" : round.recoverMillis() + " ms";
        return Html.escape("Round " + round.number() + ": " + time + ", " + round.detail());
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private String close() {
        return svg.append("</svg>\n").toString();
    }
}
