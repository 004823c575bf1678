package io.tradingrecovery;

import io.tradingrecovery.persistence.internal.storage.ChildJvm;
import io.tradingrecovery.testkit.FakeBroker;
import io.tradingrecovery.testkit.FakeEngine;
import java.io.IOException;
import java.nio.file.Path;

/** A bot in a process of its own, which recovers, halts, says so, and waits to be killed. */
final class HaltedChild {

    private HaltedChild() {}

    public static void main(String[] arguments) throws IOException {
        TradingRecovery recovery = TradingRecovery.builder()
                .stateDirectory(Path.of(arguments[0]))
                .broker(new FakeBroker())
                .engine(new FakeEngine())
                .build();
        ChildJvm.say("allowed " + recovery.start().tradingAllowed());
        if (recovery.gate().tradingAllowed()) {
            recovery.halt("the child says so");
            ChildJvm.say("halted");
        }
        int unused = System.in.read();
    }
}
