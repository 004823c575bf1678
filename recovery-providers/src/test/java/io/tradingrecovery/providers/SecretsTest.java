package io.tradingrecovery.providers;

import static io.tradingrecovery.providers.testkit.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.providers.alerts.WebhookAlertSink;
import io.tradingrecovery.providers.alerts.WebhookAlertSinkBuilder;
import io.tradingrecovery.providers.alpaca.AlpacaBroker;
import io.tradingrecovery.providers.alpaca.AlpacaQuoteProvider;
import io.tradingrecovery.providers.finnhub.FinnhubQuoteProvider;
import io.tradingrecovery.providers.polygon.PolygonPrices;
import io.tradingrecovery.providers.polygon.PolygonQuoteProvider;
import io.tradingrecovery.providers.testkit.Answers;
import io.tradingrecovery.providers.testkit.ScriptedServer;
import io.tradingrecovery.quotes.QuoteProvider;
import io.tradingrecovery.recovery.Alert;
import io.tradingrecovery.state.TradingEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Keys and webhook addresses are nowhere: every log line at TRACE, every exception with its causes, every diagnosis and
 * every {@code toString} of a run in which the servers do their worst, repeating the keys they were sent.
 */
class SecretsTest {

    private static final List<String> SECRETS = List.of(
            "PKLEAKYKEYID0001",
            "leakySecretKey/0002+x",
            "leaky_polygon_key_0003",
            "leakyfinnhub0004",
            "leaky-webhook-token-0005");

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final ScriptedServer server = new ScriptedServer();
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getLoggerName() + " " + event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                logged.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    };
    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("io.tradingrecovery");
    private final Level before = root.getLevel();

    @BeforeEach
    void listen() {
        listener.start();
        root.addAppender(listener);
        root.setLevel(Level.TRACE);
        root.setAdditive(false);
    }

    @AfterEach
    void stop() {
        root.detachAppender(listener);
        root.setLevel(before);
        root.setAdditive(true);
        server.close();
    }

    private static List<MockResponse> answers() {
        String all = String.join(" ", SECRETS.subList(0, 4));
        return List.of(
                status(
                        200,
                        "{\"error\":\"Unknown API Key " + all + "\",\"message\":\"" + all + "\",\"status\":\"ERROR\"}"),
                status(200, "<html>" + all + "</html>"),
                status(200, all),
                status(200, "{\"id\":\"" + all + "\",\"c\":\"" + all + "\",\"results\":\"" + all + "\"}"),
                status(200, "[{\"id\":\"" + all + "\",\"qty\":\"" + SECRETS.get(1) + "\",\"symbol\":\"A\"}]"),
                status(401, all),
                status(403, "{\"message\":\"forbidden " + all + "\"}"),
                status(404, all),
                status(429, all),
                status(500, all),
                ScriptedServer.cut(all + " ".repeat(2000)),
                ScriptedServer.hangUp(),
                new MockResponse.Builder().body(all + "x".repeat(1_200_000)).build());
    }

    @Test
    void areInNothingThatCanBeRead() {
        List<QuoteProvider> providers = List.of(
                AlpacaQuoteProvider.builder()
                        .keys(SECRETS.get(0), SECRETS.get(1))
                        .baseUrl(server.url())
                        .build(),
                PolygonQuoteProvider.builder()
                        .key(SECRETS.get(2))
                        .baseUrl(server.url())
                        .build(),
                PolygonQuoteProvider.builder()
                        .key(SECRETS.get(2))
                        .baseUrl(server.url())
                        .prices(PolygonPrices.LAST_TRADE)
                        .build(),
                FinnhubQuoteProvider.builder()
                        .key(SECRETS.get(3))
                        .baseUrl(server.url())
                        .build());
        AlpacaBroker broker = AlpacaBroker.builder()
                .keys(SECRETS.get(0), SECRETS.get(1))
                .baseUrl(server.url())
                .environment(TradingEnvironment.PAPER)
                .build();
        for (MockResponse answer : answers()) {
            server.otherwise(request -> answer);
            providers.forEach(this::ask);
            askBroker(broker);
            server.on("/hook/" + SECRETS.get(4), status(answer.getCode(), SECRETS.get(4)));
            send(answer);
        }
        providers.forEach(provider -> {
            seen.add(provider.toString());
            provider.close();
        });
        seen.add(broker.toString());
        broker.close();
        builders();

        assertThat(seen).hasSizeGreaterThan(150);
        assertThat(logged).anyMatch(line -> line.contains("GET ")).anyMatch(line -> line.contains("not delivered"));
        assertThat(seen).anyMatch(line -> line.contains("***"));
        assertThat(logged).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain(parts(SECRETS)));
        assertThat(seen).allSatisfy(line -> assertThat(line).doesNotContain(parts(SECRETS.subList(4, 5))));
    }

    private void ask(QuoteProvider provider) {
        String said =
                Answers.of(provider, Answers.GENEROUS, "AAPL").outcome("AAPL").toString();
        seen.add(said);
        List<String> own = provider instanceof AlpacaQuoteProvider
                ? SECRETS.subList(0, 2)
                : provider instanceof FinnhubQuoteProvider ? SECRETS.subList(3, 4) : SECRETS.subList(2, 3);
        assertThat(said).doesNotContain(parts(own));
    }

    /** The beginnings of the keys: half of one is too much, too. */
    private static List<String> parts(List<String> secrets) {
        return secrets.stream().map(secret -> secret.substring(0, 8)).toList();
    }

    private void askBroker(AlpacaBroker broker) {
        List<Runnable> questions = List.of(
                broker::account,
                broker::positions,
                broker::openOrders,
                () -> broker.findOrder(OrderKey.ofClient("c")),
                () -> broker.fillsSince(Instant.EPOCH),
                () -> broker.activitiesSince(Instant.EPOCH),
                () -> broker.loadCalendar(false));
        for (Runnable question : questions) {
            try {
                question.run();
            } catch (RuntimeException e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                seen.add(trace.toString());
                assertThat(trace.toString()).doesNotContain(parts(SECRETS.subList(0, 2)));
            }
        }
    }

    private void send(MockResponse answer) {
        WebhookAlertSinkBuilder builder = WebhookAlertSink.builder(server.url() + "/hook/" + SECRETS.get(4))
                .sleeper(pause -> {})
                .attempts(2)
                .closeTimeout(Duration.ofSeconds(60));
        WebhookAlertSink sink = builder.build();
        sink.alert(Alert.of(Alert.Level.INFO, "CODE", "message of " + answer.getStatus(), Instant.EPOCH, Map.of()));
        sink.close();
        seen.add(sink + " " + builder + " " + sink.stats());
    }

    private void builders() {
        seen.add(AlpacaQuoteProvider.builder()
                .keys(SECRETS.get(0), SECRETS.get(1))
                .toString());
        seen.add(PolygonQuoteProvider.builder().key(SECRETS.get(2)).toString());
        seen.add(FinnhubQuoteProvider.builder().key(SECRETS.get(3)).toString());
        seen.add(AlpacaBroker.builder().keys(SECRETS.get(0), SECRETS.get(1)).toString());
        seen.add(ProviderChain.from(Map.of("FINNHUB_API_KEY", SECRETS.get(3))).toString());
    }
}
