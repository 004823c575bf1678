package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradingrecovery.TradingRecovery;
import io.tradingrecovery.quotes.ResilientDataProvider;
import io.tradingrecovery.recovery.RecoveryStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BotTest {

    @TempDir
    Path directory;

    @Test
    void startsAndHasQuoteProviders() {
        assertEquals(Boolean.getBoolean("consumer.modules"), TradingRecovery.class.getModule().isNamed());
        assertEquals(RecoveryStatus.SUCCESS, Bot.start(directory).status());
        try (ResilientDataProvider quotes = Bot.quotes()) {
            assertTrue(quotes.health("finnhub").isPresent());
        }
    }
}
