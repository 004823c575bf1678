package io.tradingrecovery.persistence.internal.journal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps the journal's log silent in tests that let its disk fail thousands of times. */
final class QuietJournal implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        journal().setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        journal().setLevel(null);
    }

    private static Logger journal() {
        return (Logger) LoggerFactory.getLogger(JournalWriter.class.getPackageName());
    }
}
