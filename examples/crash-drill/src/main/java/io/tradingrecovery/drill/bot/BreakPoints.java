package io.tradingrecovery.drill.bot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Places at which the conductor can make the bot stand still for ever, to kill it exactly there, or to see it found hanging. A
 * place is asked for by a file of its name. A real bot has no such thing.
 */
public final class BreakPoints {

    /** After an order's intent is durable, before it is sent. */
    public static final String BEFORE_SEND = "before-send";
    /** After the exchange has answered, before the library hears of it. */
    public static final String AFTER_ANSWER = "after-answer";
    /** In the trading loop. */
    public static final String LOOP = "loop";

    private final Path directory;
    private final Witness witness;

    BreakPoints(Path directory, Witness witness) {
        this.directory = directory;
        this.witness = witness;
    }

    void pass(String place) throws InterruptedException {
        if (Files.exists(directory.resolve(place))) {
            witness.note("stands", place);
            new CountDownLatch(1).await();
        }
    }
}
