package io.tradingrecovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testing.SimulatedBroker;
import io.tradingrecovery.testkit.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on testing shows is compiled, and does what the page says. */
class TestingPageTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyBlockOfThePageIsCompiledCode() throws IOException {
        String compiled = withoutIndentation(
                Files.readString(Path.of("src/test/java/io/tradingrecovery/TestingPageExamples.java")));
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(Path.of("../docs/testing.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(blocks)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(block -> assertThat(compiled).contains(withoutIndentation(block)));
    }

    @Test
    void theBotOfThePageComesBack(@TempDir Path directory) {
        FakeEngine second = new FakeEngine();

        TestingPageExamples.aBotThatDiesWithAnUnansweredOrder(directory, new FakeEngine(), second);

        assertThat(second.state.positions())
                .singleElement()
                .satisfies(held -> assertThat(held.quantity()).isEqualByComparingTo("10"));
    }

    @Test
    void theChecksOfThePageAreChecks() {
        SimulatedBroker empty = SimulatedBroker.builder(SettableClock.at("2026-11-23T14:30:00Z"))
                .build();

        assertThat(new TestingPageExamples.MyBrokerTest(empty).keepsTheContract())
                .hasSizeGreaterThan(10);
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
