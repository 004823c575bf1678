package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Quotes that outlive a restart. */
class LastKnownQuotesTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("quotes.json");
    }

    @Test
    void areThereAfterARestartMarkedAsOfAnEarlierRun() {
        try (ChainFixture first = new ChainFixture()) {
            first.settings().store(QuoteStore.file(file()));
            first.chain().getQuote("SPY");
        }
        try (ChainFixture second = new ChainFixture()) {
            second.settings().store(QuoteStore.file(file()));
            second.alpaca.fails(FailureKind.MALFORMED);

            Quote quote = second.chain(second.alpaca).getQuote("SPY");

            assertThat(quote.bid()).isEqualByComparingTo("500.01");
            assertThat(quote.source()).isEqualTo("alpaca");
            assertThat(quote.fromCache()).isTrue();
            assertThat(quote.fromEarlierRun()).isTrue();
            assertThat(quote.freshness()).as("never live, however young").isEqualTo(Freshness.STALE);
            assertThatThrownBy(() -> second.chain().getQuote("SPY", QuoteRequest.DEFAULT.requireLive()))
                    .isInstanceOf(QuoteUnavailableException.class);
        }
    }

    @Test
    void giveWayToTheSameQuoteOfThisRun() {
        try (ChainFixture first = new ChainFixture()) {
            first.settings().store(QuoteStore.file(file()));
            first.chain().getQuote("SPY");
        }
        try (ChainFixture second = new ChainFixture()) {
            second.settings().store(QuoteStore.file(file()));
            second.chain(second.alpaca).getQuote("SPY");
            second.alpaca.fails(FailureKind.MALFORMED);

            assertThat(second.chain().getQuote("SPY").fromEarlierRun()).isFalse();
        }
    }

    @Test
    void comeBackToTheLastDigitAndNanosecond() throws IOException {
        Quote exact = Quote.builder("BTC/USD")
                .bid(new BigDecimal("95123.4567890123456789"))
                .ask(new BigDecimal("9.6E+4"))
                .last(new BigDecimal("95123.50"))
                .bidSize(new BigDecimal("1E-18"))
                .askSize(new BigDecimal("0"))
                .lastSize(new BigDecimal("3"))
                .eventTime(Instant.parse("2026-11-02T14:30:00.123456789Z"))
                .receivedAt(Instant.parse("2026-11-02T14:30:01.000000001Z"))
                .source("alpaca")
                .feed("sip")
                .delayedFeed(true)
                .build();
        QuoteStore.file(file()).save(List.of(exact));

        Quote read = QuoteStore.file(file()).load().iterator().next();

        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("receivedTick", "rules")
                .isEqualTo(exact);
        assertThat(read.bid()).isEqualTo(exact.bid());
        assertThat(read.last()).isEqualTo(new BigDecimal("95123.50"));
    }

    @Test
    void damagedAtAnyByteAreNeitherBelievedNorLost() throws IOException {
        QuoteStore.file(file()).save(List.of(ScriptedProvider.quote("SPY", ChainFixture.MONDAY_NOON)));
        byte[] good = Files.readAllBytes(file());
        List<byte[]> damages = new ArrayList<>();
        for (int i = 0; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= 0x04;
            damages.add(flipped);
            damages.add(java.util.Arrays.copyOf(good, i));
        }
        for (byte[] damage : damages) {
            Files.write(file(), damage);
            Path aside = directory.resolve("quotes.json.unreadable-1");

            assertThatThrownBy(() -> QuoteStore.file(file()).load())
                    .as("%s", new String(damage, StandardCharsets.ISO_8859_1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageContaining("It is kept as " + aside);
            assertThat(file()).doesNotExist();
            assertThat(aside).hasBinaryContent(damage);
            Files.delete(aside);
        }
    }

    @Test
    void aDamagedFileStopsNeitherTheChainNorTheNextSave() throws IOException {
        Files.writeString(file(), "{}");
        Files.writeString(directory.resolve("quotes.json.unreadable-1"), "older evidence");
        try (ChainFixture fixture = new ChainFixture()) {
            fixture.settings().store(QuoteStore.file(file()));
            fixture.chain().getQuote("SPY");

            assertThat(fixture.chain().storeProblem())
                    .hasValueSatisfying(problem ->
                            assertThat(problem).contains("can't be used").contains("quotes.json.unreadable-2"));
        }

        assertThat(directory.resolve("quotes.json.unreadable-1")).hasContent("older evidence");
        assertThat(directory.resolve("quotes.json.unreadable-2")).hasContent("{}");
        assertThat(QuoteStore.file(file()).load()).hasSize(1);
    }

    @Test
    void somethingThatIsNoFileIsLeftAlone() throws IOException {
        Files.createDirectory(file());
        QuoteStore store = QuoteStore.file(file());

        assertThatThrownBy(store::load).isInstanceOf(IOException.class).hasMessageContaining("no regular file");
        assertThatThrownBy(() -> store.save(List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("move it");
        assertThat(file()).isDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatTheSystemDoesNotReadIsKeptToo() throws IOException {
        Files.createSymbolicLink(file(), Path.of("/proc/self/mem"));
        QuoteStore store = QuoteStore.file(file());

        assertThatThrownBy(store::load).isInstanceOf(IOException.class).hasMessageContaining("It is kept as");
        store.save(List.of(ScriptedProvider.quote("SPY", ChainFixture.MONDAY_NOON)));

        assertThat(Files.isSymbolicLink(directory.resolve("quotes.json.unreadable-1")))
                .isTrue();
        assertThat(store.load()).hasSize(1);
    }

    @Test
    void quotesThatCantBeTrueArePassedOver() throws IOException {
        QuoteStore.file(file())
                .save(List.of(
                        ScriptedProvider.quote("SPY", ChainFixture.MONDAY_NOON.plusSeconds(3_600)),
                        ScriptedProvider.quote("QQQ", ChainFixture.MONDAY_NOON)));
        try (ChainFixture fixture = new ChainFixture()) {
            fixture.settings().store(QuoteStore.file(file()));
            fixture.alpaca.fails(FailureKind.MALFORMED);

            assertThatThrownBy(() -> fixture.chain(fixture.alpaca).getQuote("SPY"))
                    .isInstanceOf(QuoteUnavailableException.class);
            assertThat(fixture.chain().getQuote("QQQ").fromEarlierRun()).isTrue();
        }
    }

    @Test
    void areSavedNowAndThenIfTheyChangedAndAgainAfterAFailure() throws Exception {
        MemoryStore store = new MemoryStore();
        try (ChainFixture fixture = new ChainFixture()) {
            fixture.settings().store(store).saveEvery(Duration.ofSeconds(60));
            fixture.chain().getQuote("SPY");
            fixture.seconds(60);
            assertThat(store.saved()).isEqualTo("[SPY]");
            store.waitUntilIdle(fixture.time);

            store.broken = true;
            fixture.chain().getQuote("QQQ");
            fixture.seconds(60);
            assertThat(store.saved()).isEqualTo("broken");
            store.waitUntilIdle(fixture.time);
            assertThat(fixture.chain().storeProblem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("Saving to memory failed: disk full"));

            store.broken = false;
            fixture.seconds(60);
            assertThat(store.saved()).isEqualTo("[QQQ, SPY]");
            store.waitUntilIdle(fixture.time);
            assertThat(fixture.chain().storeProblem()).isEmpty();

            fixture.seconds(60);
            store.waitUntilIdle(fixture.time);
            assertThat(store.saves).isEmpty();
        }
    }

    @Test
    void aStoreThatThrowsAtTheStartIsDoneWithout() {
        try (ChainFixture fixture = new ChainFixture()) {
            fixture.settings().store(new QuoteStore() {
                @Override
                public Collection<Quote> load() {
                    throw new IllegalStateException("a bug");
                }

                @Override
                public void save(Collection<Quote> quotes) {}
            });

            assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("alpaca");
            assertThat(fixture.chain().storeProblem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("a bug"));
        }
    }

    /** Remembers the symbols of each save. */
    private static final class MemoryStore implements QuoteStore {

        private final LinkedBlockingQueue<String> saves = new LinkedBlockingQueue<>();
        private volatile boolean broken;

        @Override
        public Collection<Quote> load() {
            return List.of();
        }

        @Override
        public void save(Collection<Quote> quotes) throws IOException {
            if (broken) {
                saves.add("broken");
                throw new IOException("disk full");
            }
            saves.add(quotes.stream().map(Quote::symbol).sorted().toList().toString());
        }

        String saved() throws InterruptedException {
            return String.valueOf(saves.poll(60, TimeUnit.SECONDS));
        }

        /** A save is over when the next one is scheduled. */
        void waitUntilIdle(SimulatedTime time) {
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (time.waiting() == 0) {
                assertThat(System.nanoTime()).as("60 s").isLessThan(limit);
                Thread.onSpinWait();
            }
        }

        @Override
        public String toString() {
            return "memory";
        }
    }
}
