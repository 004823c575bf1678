package io.tradingrecovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A newcomer copies the README's code: it must be the code that is compiled here, be short, and do what it says. */
class ReadmeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path STATE = Path.of("state");

    @Test
    void everyJavaBlockIsCompiledCodeOfLessThanFifteenLines() throws IOException {
        String compiled =
                withoutIndentation(Files.readString(Path.of("src/test/java/io/tradingrecovery/ReadmeExamples.java")));
        List<String> blocks = new ArrayList<>();
        Matcher matcher = JAVA_BLOCK.matcher(Files.readString(Path.of("../README.md")));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(3).allSatisfy(block -> {
            assertThat(block.lines()).hasSizeLessThan(15);
            assertThat(compiled).contains(withoutIndentation(block));
        });
    }

    @Test
    void theFirstSaveAndLoadWorks() {
        FakeEngine engine = new FakeEngine(States.numbered(7));

        ReadmeExamples.firstSaveAndLoad(engine);
        assertThat(engine.restored).isEmpty();
        ReadmeExamples.firstSaveAndLoad(engine);

        assertThat(engine.restored).containsExactly(States.numbered(7));
    }

    @Test
    void anOrderIsJournalledBeforeItIsSent() {
        try (StatePersistence persistence =
                StatePersistence.builder().directory(STATE).open()) {
            persistence.loadState();
            ReadmeExamples.orders(
                    persistence,
                    order -> {
                        assertThat(persistence.journal().state().pendingIntents())
                                .hasSize(1);
                        return "b-1";
                    },
                    States.order());

            assertThat(persistence.journal().state().orders().get(0).order().status())
                    .isEqualTo(OrderStatus.PARTIALLY_FILLED);
        }
    }

    @Test
    void automaticSavesSaveOnClosing() {
        ReadmeExamples.savesByThemselves(new FakeEngine(States.numbered(8))).close();

        Loaded loaded = (Loaded) StatePersistence.builder().directory(STATE).loadReadOnly();
        assertThat(loaded.snapshot()).isEqualTo(States.numbered(8));
    }

    @AfterEach
    void removeState() throws IOException {
        if (!Files.exists(STATE)) {
            return;
        }
        try (var files = Files.walk(STATE)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static final class FakeEngine implements ReadmeExamples.Engine {
        private final SystemStateSnapshot state;
        private final List<SystemStateSnapshot> restored = new ArrayList<>();

        FakeEngine(SystemStateSnapshot state) {
            this.state = state;
        }

        @Override
        public SystemStateSnapshot snapshot() {
            return state;
        }

        @Override
        public void restore(SystemStateSnapshot last) {
            restored.add(last);
        }
    }
}
