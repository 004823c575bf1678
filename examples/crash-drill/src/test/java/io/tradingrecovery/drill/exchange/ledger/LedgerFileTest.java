package io.tradingrecovery.drill.exchange.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.drill.exchange.matching.Kind;
import io.tradingrecovery.drill.exchange.matching.Lasting;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import io.tradingrecovery.drill.exchange.matching.Side;
import io.tradingrecovery.drill.exchange.matching.Status;
import io.tradingrecovery.drill.exchange.matching.Terms;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {

    private static final Instant AT = Instant.parse("2026-11-25T15:00:00.000000001Z");
    private static final Terms TERMS = new Terms(
            "order",
            "client",
            "BTC/USD",
            Side.SELL,
            Kind.STOP,
            Lasting.GTC,
            new BigDecimal("0.00000001"),
            null,
            new BigDecimal("790.10"),
            null,
            null);
    private static final List<LedgerEntry> ENTRIES = List.of(
            new LedgerEntry.Opened(AT, "account", new BigDecimal("100000.00")),
            new LedgerEntry.Taken(AT, TERMS),
            new LedgerEntry.Refused(AT, "client", true, 40010001, "client_order_id must be unique"),
            new LedgerEntry.Released(AT, "order"),
            new LedgerEntry.Triggered(AT, "order"),
            new LedgerEntry.Filled(AT, "fill", "order", BigDecimal.ONE, new BigDecimal("790.00")),
            new LedgerEntry.Replaced(AT, "order", TERMS),
            new LedgerEntry.Ended(AT, "order", Status.CANCELED),
            new LedgerEntry.CashMoved(AT, "activity", "CSD", BigDecimal.TEN, "Grüße\nvon der Bank"));

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void writeALedger() throws IOException {
        file = directory.resolve("ledger.jsonl");
        try (LedgerFile ledger = LedgerFile.open(file)) {
            ledger.append(ENTRIES.subList(0, 4));
            ledger.append(ENTRIES.subList(4, ENTRIES.size()));
        }
    }

    @Test
    void givesBackEveryEntryToTheLastDigit() throws IOException {
        assertThat(read()).isEqualTo(ENTRIES);
        assertThat(LedgerJson.readAll(LedgerJson.writeAll(ENTRIES))).isEqualTo(ENTRIES);
    }

    @Test
    void keepsEveryWholeLineHoweverTheLastOneIsCutAndGoesOnFromThere() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int lastLine = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('\n', whole.length - 2) + 1;
        for (int length = lastLine; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (LedgerFile ledger = LedgerFile.open(file)) {
                assertThat(ledger.found()).isEqualTo(ENTRIES.subList(0, ENTRIES.size() - 1));
                ledger.append(List.of(ENTRIES.get(0)));
            }
            assertThat(read()).hasSize(ENTRIES.size()).endsWith(ENTRIES.get(0));
        }
    }

    @Test
    void refusesALedgerThatIsNotTheTruth() throws IOException {
        byte[] damaged = Files.readAllBytes(file);
        damaged[40] ^= 1;
        Files.write(file, damaged);

        assertThatThrownBy(() -> LedgerFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Line 1 of the ledger " + file + " does not fit its checksum");
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }

    private List<LedgerEntry> read() throws IOException {
        try (LedgerFile ledger = LedgerFile.open(file)) {
            return ledger.found();
        }
    }
}
