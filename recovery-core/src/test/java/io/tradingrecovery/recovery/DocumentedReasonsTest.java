package io.tradingrecovery.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.reconcile.InconsistencyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever is told a reason, a status or a kind finds it in the documentation, and nothing there is out of date. */
class DocumentedReasonsTest {

    private static final Pattern SECTION =
            Pattern.compile("^### ([A-Z_]+)\n(.*?)(?=^#)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z_]+(?:, [A-Z_]+)*) \\|", Pattern.MULTILINE);

    @Test
    void eachGateReasonHasASectionThatNamesItsStateAndSaysWhatToDo() throws IOException {
        Map<String, String> sections = new TreeMap<>();
        Matcher matcher = SECTION.matcher(read("recovery.md"));
        while (matcher.find()) {
            sections.put(matcher.group(1), matcher.group(2).strip());
        }

        assertThat(sections.keySet()).containsExactlyInAnyOrder(names(GateReason.values()));
        for (GateReason reason : GateReason.values()) {
            assertThat(sections.get(reason.name()))
                    .as("section %s", reason)
                    .startsWith(reason.state() + ". ")
                    .hasSizeGreaterThan(100);
        }
    }

    @Test
    void eachStatusGateStateAndBrokerFailureHasARow() throws IOException {
        List<String> rows = rows("recovery.md");

        assertThat(rows).contains(names(RecoveryStatus.values()));
        assertThat(rows).contains(names(GateState.values()));
        assertThat(rows).contains(names(BrokerException.Kind.values()));
    }

    @Test
    void eachKindOfFindingHasExactlyOneRow() throws IOException {
        List<String> kinds = rows("findings.md");
        kinds.removeAll(List.of("INFO", "WARN", "REVIEW", "FATAL"));

        assertThat(kinds).containsExactlyInAnyOrder(names(InconsistencyKind.values()));
    }

    private static List<String> rows(String page) throws IOException {
        return new ArrayList<>(ROW.matcher(read(page))
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).split(", ")))
                .toList());
    }

    private static String read(String page) throws IOException {
        return Files.readString(Path.of("../docs/" + page));
    }

    private static String[] names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toArray(String[]::new);
    }
}
