package io.tradingrecovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.internal.storage.ChildJvm;
import io.tradingrecovery.recovery.GateReason;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.testkit.FakeBroker;
import io.tradingrecovery.testkit.FakeEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, really killed. */
class HaltSurvivesKillTest {

    @TempDir
    Path state;

    @Test
    void aBotThatWasKilledRightAfterItHaltedIsStillHalted() throws Exception {
        try (ChildJvm bot = ChildJvm.start(HaltedChild.class, state)) {
            assertThat(bot.hear()).isEqualTo("allowed true");
            assertThat(bot.hear()).isEqualTo("halted");
            bot.kill();
        }
        try (ChildJvm next = ChildJvm.start(HaltedChild.class, state)) {
            assertThat(next.hear()).isEqualTo("allowed false");
            next.kill();
        }

        try (TradingRecovery recovery = TradingRecovery.builder()
                .stateDirectory(state)
                .broker(new FakeBroker())
                .engine(new FakeEngine())
                .build()) {
            RecoveryReport report = recovery.start();
            assertThat(report.gate().reasons()).containsOnlyKeys(GateReason.HALTED);
            assertThat(report.gate().reasons().get(GateReason.HALTED)).contains("the child says so");
            recovery.clearHalt("jo");
            assertThat(recovery.gate().tradingAllowed()).isTrue();
        }
    }
}
