package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Clients that a bot has already become a chain; the code between the marks is shown in {@code docs/quotes.md}. */
class WrapExistingProvidersTest {

    private static final Path SOURCE =
            Path.of("src/test/java/io/tradingrecovery/quotes/WrapExistingProvidersTest.java");
    private static final Path DOCUMENT = Path.of("../docs/quotes.md");

    /** A client as a bot has one: it blocks, throws, and has types of its own. */
    private static final class AlpacaClient {

        private boolean down;

        record Tick(BigDecimal bid, BigDecimal ask, Instant time) {}

        Tick latest(String symbol) throws IOException {
            if (down) {
                throw new ConnectException("Connection refused for " + symbol);
            }
            return new Tick(new BigDecimal("500.01"), new BigDecimal("500.03"), Instant.now());
        }
    }

    /** Another one, with doubles and milliseconds. */
    private static final class PolygonClient {

        double lastPrice(String symbol) {
            return symbol.equals("SPY") ? 500.02 : Double.NaN;
        }

        long lastMillis() {
            return System.currentTimeMillis();
        }
    }

    private final AlpacaClient alpacaClient = new AlpacaClient();
    private final PolygonClient polygonClient = new PolygonClient();
    private final List<String> log = new ArrayList<>();

    private Quote ask() {
        // shown from here
        QuoteProvider alpaca = QuoteProvider.blocking("alpaca", symbol -> {
            var tick = alpacaClient.latest(symbol); // what the bot calls today
            return Quote.builder(symbol)
                    .bid(tick.bid())
                    .ask(tick.ask())
                    .eventTime(tick.time())
                    .build();
        });
        QuoteProvider polygon = QuoteProvider.blocking(
                "polygon",
                symbol -> Quote.builder(symbol)
                        .last(BigDecimal.valueOf(polygonClient.lastPrice(symbol)))
                        .eventTime(Instant.ofEpochMilli(polygonClient.lastMillis()))
                        .build());
        var quotes = ResilientDataProvider.builder()
                .primary(alpaca)
                .fallback(polygon)
                .build();
        Quote quote = quotes.getQuote("SPY");
        log.add(quote.source() + (quote.isStale() ? " is stale by " + quote.age() : " is live"));
        // to here
        quotes.close();
        return quote;
    }

    @Test
    void asksTheFirst() {
        assertThat(ask().ask()).isEqualByComparingTo("500.03");
        assertThat(log).containsExactly("alpaca is live");
    }

    @Test
    void asksTheNextWhenTheFirstIsDown() {
        alpacaClient.down = true;

        assertThat(ask().last()).isEqualByComparingTo("500.02");
        assertThat(log).containsExactly("polygon is live");
    }

    @Test
    void isWhatTheDocumentShowsInFewerThanFifteenLines() throws IOException {
        String source = Files.readString(SOURCE);
        String code = source.substring(source.indexOf("// shown from here\n") + 19, source.indexOf("// to here\n"));

        assertThat(javaBlocks(Files.readString(DOCUMENT)))
                .filteredOn(block -> withoutSpace(block).equals(withoutSpace(code)))
                .singleElement()
                .satisfies(block -> assertThat(block.lines()).hasSizeLessThan(15));
    }

    private static List<String> javaBlocks(String document) {
        return Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
