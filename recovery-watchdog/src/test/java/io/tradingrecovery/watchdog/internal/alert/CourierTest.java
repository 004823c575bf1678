package io.tradingrecovery.watchdog.internal.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts arrive, once, without secrets; and nobody waits for those that don't. */
final class CourierTest {

    private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();

    @TempDir
    private Path directory;

    @Test
    void postsWhatSlackAndDiscordTakeOnceAKey() throws Exception {
        try (TinyServer server = new TinyServer()) {
            try (Courier courier = new Courier(server.address(), "", problems::add)) {
                assertThat(courier.alert("critical", "exhausted-1", "The bot is \"down\""))
                        .isTrue();
                assertThat(courier.alert("critical", "exhausted-1", "The bot is \"down\""))
                        .isFalse();
            }
            assertThat(server.bodies())
                    .containsExactly("{\"text\":\"The bot is \\\"down\\\"\",\"content\":\"The bot is \\\"down\\\"\"}");
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void acceptsAlertsAtOnceWhileAWebhookNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Courier courier =
                        new Courier(address(silent.getLocalPort()), "", problems::add, Duration.ofMillis(100))) {
            for (int i = 0; i < 500; i++) {
                assertThat(courier.alert("warning", "key-" + i, "text"))
                        .as("is new")
                        .isTrue();
            }
            assertThat(problems)
                    .as("what the bounded queue does not take")
                    .hasSizeBetween(399, 400)
                    .allMatch(problem -> problem.contains("text"));
            assertThat(courier.alert("warning", "key-0", "text"))
                    .as("one that waits is not taken twice")
                    .isFalse();
            assertThat(courier.alert("warning", "key-499", "text"))
                    .as("one that was dropped may come again")
                    .isTrue();
        }
    }

    @Test
    void reportsAFailureWithoutTheAddress() throws Exception {
        try (Courier courier = new Courier("http://127.0.0.1:1/SECRET", "", problems::add)) {
            courier.alert("warning", "key", "text");
            assertThat(problems.poll(30, TimeUnit.SECONDS)).contains("webhook").doesNotContain("SECRET");
        }
    }

    @Test
    void runsACommandWithTheAlertInItsEnvironment() throws Exception {
        Path file = directory.resolve("alert");
        try (Courier courier =
                new Courier("", "printf '%s' \"$ALERT_SEVERITY $ALERT_TEXT\" > '" + file + "'", problems::add)) {
            courier.alert("critical", "key", "it's $HOME `down`");
        }
        assertThat(Files.readString(file)).isEqualTo("critical it's $HOME `down`");
    }

    @Test
    void masksWhatLooksLikeASecret() {
        assertThat(Secrets.mask("java -jar bot.jar --api-key=ABC123 -Dsecret=\"x y\" --symbol SPY"))
                .doesNotContain("ABC123")
                .contains("--api-key=***", "--symbol SPY");
        assertThat(Secrets.mask("Authorization: Bearer eyJhbGciOi")).doesNotContain("eyJhbGciOi");
        assertThat(Secrets.mask("https://user:pass@host/path")).isEqualTo("https://***@host/path");
        assertThat(Secrets.mask("loop 'strategy' is silent")).isEqualTo("loop 'strategy' is silent");
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port + "/hook";
    }
}
