package io.tradingrecovery.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that a broker, a bot or a person wrote stay texts, whatever they hold. */
class HostileTextTest {

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static List<RecoveryReport> plain = List.of();

    @TempDir
    Path hostile;

    @BeforeAll
    static void recoverWithoutAnythingHostile(@TempDir Path directory) throws IOException {
        plain = reports(directory, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</script></style></td></table><h1>Yes</h1>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "--><!--",
                "]]><![CDATA[",
                "<a href=\"javascript:alert(1)\">",
                "&lt;b&gt; &amp;lt; &#60;",
                "${7*7} {{7*7}}",
                "\\\"},{\"status\":\"SUCCESS",
                "a\tb",
                "ключ 価格 😀"
            })
    void markupOfOthersIsText(String mark) throws IOException {
        List<RecoveryReport> marked = reports(hostile, mark);

        for (int i = 0; i < plain.size(); i++) {
            String page = marked.get(i).toHtml();
            assertThat(tags(page)).isEqualTo(tags(plain.get(i).toHtml())).hasSizeGreaterThan(100);
            assertThat(unescaped(page)).contains("AAPL" + seen(mark.replace('/', '|')), "x-9001" + seen(mark));
        }
        assertThat(unescaped(marked.get(0).toHtml())).contains("503 from the gateway" + seen(mark));
        assertThat(marked.get(1).toHtml()).contains("Content-Security-Policy", "default-src 'none'");
        assertThat(unescaped(marked.get(1).toHtml()))
                .contains("losses over the limit" + seen(mark), "by jo" + seen(mark), "sold by hand" + seen(mark));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202egnp.exe",
                "\u2066\u2069",
                "\u200f",
                "\u061c",
                "\u200b",
                "\ufeff",
                "\u2028",
                "\u001b[2J",
                "\u009b2J",
                "\u0000"
            })
    void whatIsNotSeenIsShownOrLeftOut(String mark) throws IOException {
        for (RecoveryReport report : reports(hostile, mark)) {
            for (String form : List.of(report.toHtml(), report.toText(), report.toString())) {
                assertThat(form).doesNotContain(mark.substring(0, 1));
            }
            assertThat(report.toText().lines()).noneMatch(line -> line.startsWith("gnp"));
            assertThat(report.toHtml()).contains("AAPL\uFFFD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"},{\"status\":\"SUCCESS", "\\", "\n", "\u2028", "\u0000", "😀", "</script>"})
    void aReportAsJsonIsOneObjectThatKeepsEachText(String mark) throws IOException {
        List<RecoveryReport> reports = reports(hostile, mark);
        for (RecoveryReport report : reports) {
            JsonNode json = STRICT.readTree(report.toJson());

            assertThat(report.toJson()).endsWith("}\n").doesNotContain("\n\n");
            assertThat(report.toJson().strip().lines()).hasSize(1);
            assertThat(json.at("/status").asText()).isEqualTo(report.status().name());
            assertThat(json.at("/positions").findValuesAsText("symbol")).contains("AAPL" + mark.replace('/', '|'));
            assertThat(json.at("/launchId").asText()).isEqualTo("launch-7" + mark);
        }
        assertThat(STRICT.readTree(reports.get(0).toJson())
                        .at("/attempts/0/failure")
                        .asText())
                .contains("503 from the gateway" + mark);
        for (String line : Files.readAllLines(hostile.resolve(AuditLog.FILE))) {
            assertThat(STRICT.readTree(line).isObject()).as(line).isTrue();
        }
        assertThat(Files.readString(hostile.resolve(AuditLog.FILE))).contains("APPROVED");
    }

    @Test
    void halfASurrogatePairBreaksNoForm() throws IOException {
        Html page = new Html(16).text("a\ud83d<b>");

        assertThat(page.toString()).isEqualTo("a\uFFFD&lt;b&gt;");
        assertThat(Texts.storable("a\ud83db")).isEqualTo("a?b");
        assertThat(Texts.printable("a\ud83db")).isEqualTo("a b");
    }

    /** One that leaves a lot to a person, and one after that person has decided while trading is halted. */
    private static List<RecoveryReport> reports(Path directory, String mark) throws IOException {
        try (RichRecovery recovery = new RichRecovery(directory, mark)) {
            RecoveryReport partial = recovery.partial();
            recovery.halt();
            RecoveryReport approved = recovery.approved(partial.id());
            assertThat(approved.status()).as(approved.toText()).isEqualTo(RecoveryStatus.RECONCILED);
            return List.of(partial, approved);
        }
    }

    private static List<String> tags(String page) {
        return TAG.matcher(page).results().map(MatchResult::group).toList();
    }

    private static String seen(String mark) {
        return mark.replace('\t', '\uFFFD');
    }

    private static String unescaped(String page) {
        return TAG.matcher(page)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
