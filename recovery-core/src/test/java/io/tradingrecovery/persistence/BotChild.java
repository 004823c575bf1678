package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.storage.ChildJvm;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A bot in a process of its own. It says what it is about to do and what was acknowledged, line by line, so that whoever
 * kills it knows what must be there.
 */
final class BotChild {

    static final String STATE_OF_ENGINE = "4711";

    private BotChild() {}

    /** What a child does with the directory it is given. */
    enum Part {
        /** Saves numbered states and intends orders until it is killed. */
        TRADE,
        /** Loads, and waits without arming automatic saves. */
        WAIT_UNARMED,
        /** Arms automatic saves and waits. */
        WAIT_ARMED,
        /** Is closing on its main thread, with an engine that answers only once it is told to. */
        CLOSE,
        /** Halts trading, and waits. */
        HALT
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Part part = Part.valueOf(arguments[1]);
        try {
            StatePersistence persistence =
                    settings(directory).engine(() -> engine(part)).open();
            LoadResult found = persistence.loadState();
            switch (part) {
                case TRADE -> trade(persistence, found, arguments[2]);
                case WAIT_UNARMED -> ChildJvm.say("ready");
                case WAIT_ARMED -> {
                    persistence.armAutomaticSaves();
                    ChildJvm.say("ready");
                }
                case CLOSE -> {
                    persistence.armAutomaticSaves();
                    persistence.close();
                }
                case HALT -> {
                    persistence.journal().halt("the child says so");
                    ChildJvm.say("halted");
                }
            }
        } catch (TradingRecoveryException e) {
            ChildJvm.say("refused: " + e.getMessage());
        }
        waitForInput();
    }

    /** Settings under which segments and snapshots turn over quickly, and orders that were settled are forgotten. */
    static StatePersistenceBuilder settings(Path directory) {
        return StatePersistence.builder()
                .directory(directory)
                .journalSegmentBytes(64 << 10)
                .closedOrdersKept(Duration.ZERO, Duration.ZERO);
    }

    private static SystemStateSnapshot engine(Part part) {
        if (part == Part.CLOSE) {
            ChildJvm.say("closing");
            waitForInput();
        }
        return States.numbered(Integer.parseInt(STATE_OF_ENGINE));
    }

    private static void trade(StatePersistence persistence, LoadResult found, String run) {
        OrderJournal journal = persistence.journal();
        for (JournaledOrder journaled : found.journal().state().orders()) {
            String id = journaled.order().clientOrderId();
            ChildJvm.say("settling " + id);
            journal.closed(id, OrderStatus.NOT_FOUND, null);
        }
        int state = found instanceof Loaded loaded ? States.numberOf(loaded.snapshot()) : 0;
        for (int i = 0; ; i++) {
            state++;
            ChildJvm.say("saving " + state);
            persistence.saveState(States.numbered(state));
            ChildJvm.say("saved " + state);
            for (int k = 0; k < 3; k++) {
                String id = run + "-" + i + "-" + k;
                ChildJvm.say("intending " + id);
                journal.intend(NumberedBot.order(id));
                ChildJvm.say("intended " + id);
            }
        }
    }

    private static void waitForInput() {
        try {
            int unused = System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
