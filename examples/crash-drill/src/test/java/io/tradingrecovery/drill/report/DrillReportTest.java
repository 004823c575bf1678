package io.tradingrecovery.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tradingrecovery.drill.audit.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class DrillReportTest {

    private static final Verdict CLEAN = new Verdict(
            List.of(), List.of(), List.of(), List.of(), BigDecimal.ZERO, false, List.of(), List.of(), List.of());
    private static final Verdict LOST = new Verdict(
            List.of("The exchange has order <1>"),
            List.of(),
            List.of(),
            List.of(),
            new BigDecimal("0.02"),
            false,
            List.of(),
            List.of(),
            List.of("pids 7 and 8"));

    @Test
    void passesOnlyIfTheAuditIsCleanAndEveryRoundPassed() {
        assertThat(summary(CLEAN, round(1, 400)).verdict()).isEqualTo("PASS");
        assertThat(summary(LOST, round(1, 400)).verdict()).isEqualTo("FAIL");
        assertThat(summary(CLEAN, round(1, -1)).verdict()).isEqualTo("FAIL");
        assertThat(summary(CLEAN, round(1, 400, "Two bots")).verdict()).isEqualTo("FAIL");
    }

    @Test
    void countsTheTimesOfTheRoundsThatRecovered() {
        assertThat(RecoveryTimes.of(List.of())).isEqualTo(new RecoveryTimes(-1, -1));
        assertThat(RecoveryTimes.of(List.of(round(1, 5), round(2, -1), round(3, 9), round(4, 7))))
                .isEqualTo(new RecoveryTimes(7, 9));
        List<Round> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(n -> round(n, n)).toList();
        assertThat(RecoveryTimes.of(hundred)).isEqualTo(new RecoveryTimes(50, 99));
    }

    @Test
    void failsIfAScenarioBesideTheRoundsDid() {
        Scenario failed = new Scenario("limits", List.of("killed"), List.of("It was started an eleventh time"));
        DrillSummary summary = summary(CLEAN, StartTimes.NONE, List.of(failed), round(1, 400));

        assertThat(summary.verdict()).isEqualTo("FAIL");
        assertThat(HtmlReport.of(summary)).contains("It was started an eleventh time");
    }

    @Test
    void setsWhatAStartCostsAgainstTheSameCallsAlone() {
        StartTimes fair =
                new StartTimes(List.of(30L, 20L, 40L), List.of(200_000L, 100_000L), List.of(250_000L, 240_000L), 7, 7);
        assertThat(summary(CLEAN, fair, List.of(), round(1, 400)).measures())
                .filteredOn(measure -> measure.name().startsWith("main to READY minus"))
                .singleElement()
                .satisfies(measure -> {
                    assertThat(measure.measured()).isEqualTo("240 ms \u2212 100 ms = 140 ms (7 and 7 requests)");
                    assertThat(measure.met()).isTrue();
                });
        StartTimes unfair = new StartTimes(List.of(30L), List.of(100_000L), List.of(110_000L), 6, 7);
        assertThat(summary(CLEAN, unfair, List.of(), round(1, 400)).measures())
                .filteredOn(measure -> measure.name().startsWith("main to READY minus"))
                .singleElement()
                .matches(measure -> !measure.met(), "other calls are no comparison");
    }

    @Test
    void allowsARestartFifteenMillisMoreThanAJvmTakes() {
        StartTimes slow = new StartTimes(List.of(24L), List.of(1L), List.of(1L), 7, 7);
        StartTimes quick = new StartTimes(List.of(25L), List.of(1L), List.of(1L), 7, 7);
        assertThat(restart(slow)).isFalse();
        assertThat(restart(quick)).isTrue();
    }

    private static boolean restart(StartTimes starts) {
        return summary(CLEAN, starts, List.of(), round(1, 400)).measures().stream()
                .filter(measure -> measure.name().startsWith("SIGKILL"))
                .findFirst()
                .orElseThrow()
                .met();
    }

    @Test
    void writesEveryFigureIntoTheSummary() throws Exception {
        JsonNode json = new JsonMapper().readTree(summary(LOST, round(1, 400)).toJson());

        assertThat(json.get("seed").asLong()).isEqualTo(42);
        assertThat(json.get("rounds").asInt()).isEqualTo(1);
        assertThat(json.get("ordersLost").asInt()).isEqualTo(1);
        assertThat(json.get("unexplainedCash").asText()).isEqualTo("0.02");
        assertThat(json.get("twoBotsSeen").asInt()).isEqualTo(1);
        assertThat(json.get("recoverMillisMedian").asInt()).isEqualTo(400);
        assertThat(json.get("verdict").asText()).isEqualTo("FAIL");
        assertThat(json.get("roundList").get(0).get("fault").asText()).isEqualTo("SIGKILL_BOT");
        for (String name : List.of(
                "ordersDuplicated",
                "ordersMisbooked",
                "positionsDiffering",
                "intentsMissing",
                "statesMissing",
                "recoverMillisP99")) {
            assertThat(json.get(name).isNumber()).as(name).isTrue();
        }
    }

    @Test
    void saysOnTheConsoleWhatEachRoundCameTo() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleReport console = new ConsoleReport(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        console.round(round(7, 1234, "It came back wrong"));
        console.end(summary(CLEAN, round(7, 1234)));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("SIGKILL_BOT", "1234 ms", "FAILED", "It came back wrong", "orders lost", "PASS");
    }

    @Test
    void drawsAPageOfItsOwnAndEscapesWhatItDidNotWrite() throws Exception {
        String page = HtmlReport.of(summary(LOST, round(1, 400, "<script>alert(1)</script>"), round(2, 90_000)));

        assertThat(page)
                .contains("The exchange has order &lt;1&gt;", "&lt;script&gt;", "90000 ms")
                .doesNotContain("<script", "{{", "http:", "https:", "src=");
        int from = page.indexOf("<svg");
        while (from >= 0) {
            int end = page.indexOf("</svg>", from) + "</svg>".length();
            String svg = page.substring(from, end);
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
            assertThat(svg).contains("<title>Round 2");
            from = page.indexOf("<svg", end);
        }
    }

    private static DrillSummary summary(Verdict verdict, Round... rounds) {
        return summary(verdict, StartTimes.NONE, List.of(), rounds);
    }

    private static DrillSummary summary(Verdict verdict, StartTimes starts, List<Scenario> scenarios, Round... rounds) {
        return DrillSummary.of(
                new DrillSummary.Course(42, List.of(rounds), 3, 4, starts, scenarios, Map.of("settle time", "2 s")),
                verdict);
    }

    private static Round round(int number, long millis, String... problems) {
        return new Round(
                number,
                "SIGKILL_BOT",
                "at a random moment",
                number * 1000L,
                millis,
                40,
                300_000,
                "SUCCESS",
                true,
                new TreeSet<>(List.of("SETTLING")),
                false,
                false,
                List.of(problems));
    }
}
