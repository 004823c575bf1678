package io.tradingrecovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.state.TradingEngine;
import io.tradingrecovery.testkit.FakeBroker;
import io.tradingrecovery.testkit.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole startup hook of a bot, as documentation shows it. */
class StartupHookTest {

    private static final Logger log = LoggerFactory.getLogger(StartupHookTest.class);
    private static final int LONGEST_HOOK = 14;

    @TempDir
    Path directory;

    @Test
    void isCompleteAndWorks() {
        try (TradingRecovery recovery = hook(directory, new FakeBroker(), new FakeEngine())) {
            assertThat(recovery.gate().tradingAllowed()).isTrue();
        }
    }

    @Test
    void hasLessThanFifteenLines() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/java/io/tradingrecovery/StartupHookTest.java"));
        int begin = lines.indexOf("        // hook: begin");
        int end = lines.indexOf("        // hook: end");

        assertThat(begin).isNotNegative();
        assertThat(end - begin - 1).isBetween(5, LONGEST_HOOK);
    }

    private static TradingRecovery hook(Path directory, Broker broker, TradingEngine engine) {
        // hook: begin
        TradingRecovery recovery = TradingRecovery.builder()
                .stateDirectory(directory)
                .broker(broker)
                .engine(engine)
                .saveEvery(Duration.ofSeconds(60))
                .build();
        RecoveryReport report = recovery.start();
        if (!report.tradingAllowed()) {
            log.warn("{}", report);
        }
        // hook: end
        return recovery;
    }
}
