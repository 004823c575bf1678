package io.tradingrecovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteProvider;
import io.tradingrecovery.quotes.ResilientDataProvider;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testing.Instrument;
import io.tradingrecovery.testing.SimulatedBroker;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
    private static final List<String> COMPILED = List.of(
            "src/test/java/io/tradingrecovery/ReadmeExamples.java",
            "../recovery-watchdog/src/test/java/io/tradingrecovery/watchdog/ReadmeExamples.java");
    private static final Path STATE = Path.of("state");

    @Test
    void everyJavaBlockIsCompiledCodeOfLessThanFifteenLines() throws IOException {
        StringBuilder compiled = new StringBuilder();
        for (String source : COMPILED) {
            compiled.append(withoutIndentation(Files.readString(Path.of(source))));
        }
        List<String> blocks = new ArrayList<>();
        Matcher matcher = JAVA_BLOCK.matcher(Files.readString(Path.of("../README.md")));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(6).allSatisfy(block -> {
            assertThat(block.lines()).hasSizeLessThan(15);
            assertThat(compiled.toString()).contains(withoutIndentation(block));
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
    void theStartupHookOpensTheGateAndAnOrderIsSentOnce() {
        SimulatedBroker broker = SimulatedBroker.builder(Clock.systemUTC())
                .instrument(Instrument.stock("AAPL"))
                .build();
        broker.setPrice("AAPL", "187.50");
        Order order = Order.builder("c-1", "AAPL", OrderSide.BUY, OrderType.MARKET)
                .quantity(BigDecimal.TEN)
                .build();

        try (TradingRecovery recovery =
                ReadmeExamples.startupHook(broker, new io.tradingrecovery.testkit.FakeEngine())) {
            assertThat(recovery.gate().tradingAllowed()).isTrue();
            ReadmeExamples.submit(
                    recovery,
                    order,
                    sent -> new SubmitResult.Accepted(broker.submit(sent).brokerOrderId()));
        }

        assertThat(broker.submissions()).isOne();
        assertThat(broker.ledger().quantity("AAPL")).isEqualByComparingTo("10");
    }

    @Test
    void theWrappedClientsQuoteReachesTheEngine() {
        List<Quote> heard = new ArrayList<>();
        QuoteProvider another = QuoteProvider.blocking("other", symbol -> {
            throw new IllegalStateException("not asked");
        });

        try (ResilientDataProvider quotes =
                ReadmeExamples.quotes(new FixedClient(Instant.now()), another, heard::add)) {
            assertThat(quotes.health("other")).isPresent();
        }

        assertThat(heard).singleElement().satisfies(quote -> {
            assertThat(quote.source()).isEqualTo("mine");
            assertThat(quote.bid()).isEqualByComparingTo("187.49");
        });
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

    private record FixedClient(Instant time) implements ReadmeExamples.QuoteClient {
        @Override
        public BigDecimal bid(String symbol) {
            return new BigDecimal("187.49");
        }

        @Override
        public BigDecimal ask(String symbol) {
            return new BigDecimal("187.51");
        }

        @Override
        public Instant timeOf(String symbol) {
            return time;
        }
    }
}
