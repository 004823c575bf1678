package io.tradingrecovery.providers.alerts;

import static io.tradingrecovery.providers.testkit.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tradingrecovery.providers.testkit.ScriptedServer;
import io.tradingrecovery.recovery.Alert;
import io.tradingrecovery.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAlertSinkTest {

    private static final String PATH = "/api/webhooks/123/the-secret-token";
    private static final Instant AT = Instant.parse("2026-11-24T15:00:00Z");

    private final ScriptedServer server = new ScriptedServer().on(PATH, status(204, ""));
    private final SettableClock clock = SettableClock.at(AT);
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    private WebhookAlertSinkBuilder builder() {
        return WebhookAlertSink.builder(server.url() + PATH)
                .clock(clock)
                .sleeper(pauses::add)
                .closeTimeout(Duration.ofSeconds(60));
    }

    private static Alert alert(Alert.Level level, String message) {
        return Alert.of(level, "RECOVERY_PARTIAL", message, AT, Map.of("report", "r-1"));
    }

    private static Alert alert(String message) {
        return alert(Alert.Level.CRITICAL, message);
    }

    private JsonNode sent(int index) throws Exception {
        return new JsonMapper().readTree(server.requests().get(index).getBody().utf8());
    }

    @Test
    void sendsJsonUnlessSaid() throws Exception {
        try (WebhookAlertSink sink = builder().build()) {
            sink.alert(alert("Look at \"AAPL\" <now>"));
        }

        JsonNode body = sent(0);
        assertThat(body.get("level").textValue()).isEqualTo("CRITICAL");
        assertThat(body.get("code").textValue()).isEqualTo("RECOVERY_PARTIAL");
        assertThat(body.get("message").textValue()).isEqualTo("Look at \"AAPL\" <now>");
        assertThat(body.get("at").textValue()).isEqualTo("2026-11-24T15:00:00Z");
        assertThat(body.get("details").get("report").textValue()).isEqualTo("r-1");
        assertThat(server.requests().get(0).getMethod()).isEqualTo("POST");
    }

    @Test
    void sendsWhatDiscordTakes() throws Exception {
        try (WebhookAlertSink sink = builder().format(WebhookFormat.DISCORD).build()) {
            sink.alert(alert("@everyone " + "😀".repeat(3000)));
        }

        String content = sent(0).get("content").textValue();
        assertThat(content).startsWith("[CRITICAL] RECOVERY_PARTIAL: @everyone").hasSizeLessThanOrEqualTo(2000);
        assertThat(content).endsWith("😀…");
        assertThat(sent(0).get("allowed_mentions").get("parse")).isEmpty();
    }

    @Test
    void sendsWhatSlackTakes() throws Exception {
        try (WebhookAlertSink sink = builder().format(WebhookFormat.SLACK).build()) {
            sink.alert(alert("<!channel> & co"));
        }

        assertThat(sent(0).get("text").textValue())
                .contains("&lt;!channel&gt; &amp; co")
                .contains("report: r-1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://discord.com/api/webhooks/1/x, DISCORD",
        "https://discordapp.com/api/webhooks/1/x, DISCORD",
        "https://hooks.slack.com/services/T/B/x, SLACK",
        "https://alerts.example/in, JSON"
    })
    void knowsAServiceByItsHost(String address, WebhookFormat format) {
        try (WebhookAlertSink sink = WebhookAlertSink.builder(address).build()) {
            assertThat(sink).hasToString("WebhookAlertSink[" + format + "]");
        }
    }

    @Test
    void triesAgainAfterAPassingFailureWithGrowingPauses() {
        server.sequence(PATH, status(500, ""), ScriptedServer.hangUp(), status(502, ""), status(200, "ok"));
        WebhookAlertSink sink = builder().build();
        sink.alert(alert("a"));
        sink.close();

        assertThat(sink.stats()).isEqualTo(new WebhookStats(1, 0, 0, 0, 0));
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void waitsAsLongAsTheServiceAsks() {
        server.sequence(PATH, status(429, "{}", "Retry-After", "1.5"), status(204, ""));
        WebhookAlertSink sink = builder().build();
        sink.alert(alert("a"));
        sink.close();

        assertThat(sink.stats().delivered()).isEqualTo(1);
        assertThat(pauses).containsExactly(Duration.ofMillis(1500));
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        server.on(PATH, status(503, ""));
        WebhookAlertSink sink = builder().attempts(3).build();
        sink.alert(alert("a"));
        sink.close();

        assertThat(sink.stats()).isEqualTo(new WebhookStats(0, 1, 0, 0, 0));
        assertThat(server.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 302})
    void doesNotRepeatWhatIsRefused(int code) {
        server.on(PATH, status(code, "no"));
        WebhookAlertSink sink = builder().build();
        sink.alert(alert("a"));
        sink.close();

        assertThat(sink.stats().failed()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void countsRepeatsAndTellsOfThemLater() throws Exception {
        try (WebhookAlertSink sink = builder().build()) {
            for (int i = 0; i < 5; i++) {
                sink.alert(alert("the same"));
            }
            sink.alert(alert("another"));
            assertThat(sink.stats().repeated()).isEqualTo(4);
            clock.advance(Duration.ofMinutes(5));
            sink.alert(alert("the same"));
        }

        assertThat(server.requests()).hasSize(3);
        assertThat(sent(0).get("repeats").intValue()).isZero();
        assertThat(sent(2).get("repeats").intValue()).isEqualTo(4);
    }

    @Test
    void neverHoldsUpItsCallerAndDropsWhatMattersLeast() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        server.on(PATH, request -> {
            asked.countDown();
            await(answered);
            return status(204, "");
        });
        WebhookAlertSink sink = builder().capacity(2).build();
        sink.alert(alert("under way"));
        asked.await();

        sink.alert(alert(Alert.Level.INFO, "1"));
        sink.alert(alert(Alert.Level.WARNING, "2"));
        sink.alert(alert(Alert.Level.INFO, "3"));
        sink.alert(alert(Alert.Level.CRITICAL, "4"));

        assertThat(sink.stats()).isEqualTo(new WebhookStats(0, 0, 2, 0, 2));
        answered.countDown();
        sink.close();
        assertThat(server.requests().stream().map(request -> request.getBody().utf8()))
                .hasSize(3)
                .anyMatch(body -> body.contains("\"message\":\"2\""))
                .anyMatch(body -> body.contains("\"message\":\"4\""));
        sink.alert(alert("too late"));
        assertThat(sink.stats().dropped()).isEqualTo(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closesInBoundedTimeWhenTheServiceHangs() {
        for (MockResponse fault : List.of(ScriptedServer.silence(), status(500, ""))) {
            server.on(PATH, fault);
            WebhookAlertSink sink = WebhookAlertSink.builder(server.url() + PATH)
                    .closeTimeout(Duration.ofMillis(50))
                    .sleeper(pause -> new CountDownLatch(1).await())
                    .build();
            sink.alert(alert("a"));
            sink.alert(alert("b"));

            sink.close();
            sink.close();

            assertThat(sink.stats().delivered()).isZero();
        }
    }

    @Test
    void blotsOutWhatLooksLikeASecret() throws Exception {
        try (WebhookAlertSink sink = builder().build()) {
            sink.alert(Alert.of(
                    Alert.Level.INFO,
                    "X",
                    "key failed: api_key=AKIA999, see https://hooks.slack.com/services/T1/B1/zzz and https://me:pw@host/",
                    AT,
                    Map.of("apiSecret", "s3cr3t-value", "broker", "alpaca")));
        }

        assertThat(server.requests().get(0).getBody().utf8())
                .doesNotContain("AKIA999", "T1/B1/zzz", "me:pw", "s3cr3t-value")
                .contains("alpaca");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret-token",
                "ftp://host/secret-token",
                "http://host/secret-token",
                "https://a b/secret-token"
            })
    void refusesAnAddressThatIsNoSafeOneWithoutShowingIt(String address) {
        assertThatThrownBy(() -> WebhookAlertSink.builder(address).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The webhook's address")
                .hasMessageNotContaining("secret-token");
    }

    @Test
    void takesPlainHttpWhereItIsAllowed() {
        try (WebhookAlertSink sink = WebhookAlertSink.builder("http://relay.internal/in")
                .allowPlainHttp(true)
                .build()) {
            assertThat(sink.stats().waiting()).isZero();
        }
    }
}
