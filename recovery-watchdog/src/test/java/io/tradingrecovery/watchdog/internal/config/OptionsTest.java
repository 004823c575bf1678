package io.tradingrecovery.watchdog.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.watchdog.OrphanPolicy;
import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.machine.ExitVerdict;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options mean what the documentation says, and a wrong one is refused with what to write instead. */
final class OptionsTest {

    @Test
    void hasTheDocumentedDefaults() {
        Options options = Options.parse(Map.of());
        assertThat(options.maxRestarts()).isEqualTo(10);
        assertThat(options.window()).isEqualTo(Duration.ofHours(1));
        assertThat(options.backoffInitial()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.backoffMax()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.backoffReset()).isEqualTo(Duration.ofMinutes(10));
        assertThat(options.startupTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.hangTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.stopTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.orphan()).isEqualTo(OrphanPolicy.ADOPT);
        assertThat(options.checkInterval()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({"0ms,0", "500ms,500", "30s,30000", "5m,300000", "1h,3600000", "2d,172800000"})
    void readsAndWritesDurations(String text, long millis) {
        assertThat(Durations.parse("--window", text)).hasMillis(millis);
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 m", "-1s", "1.5s", "5min", "9999999999s", "PT5M"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Options.parse(Map.of("window", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--window")
                .hasMessageContaining("30s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto",
                "alive:5s",
                "heartbeat",
                "tcp:localhost:8080",
                "http:http://localhost:8080/health",
                "log:.*started.*",
                "command:test -e /tmp/ready"
            })
    void readsAndWritesHowABotShowsThatItIsReady(String text) {
        assertThat(ReadySpec.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "alive",
                "alive:",
                "tcp:8080",
                "tcp:host:99999",
                "http:ftp://x",
                "log:",
                "log:(",
                "command:"
            })
    void refusesHowNoBotCanShowThatItIsReady(String text) {
        assertThatThrownBy(() -> Options.parse(Map.of("ready", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--ready");
    }

    @Test
    void changesTheVerdictOnAnExitCode() {
        Options options = Options.parse(Map.of("exit", "42=hold, 0=restart"));
        assertThat(options.exitRules().verdicts())
                .containsEntry(42, ExitVerdict.HOLD)
                .containsEntry(0, ExitVerdict.RESTART)
                .containsEntry(78, ExitVerdict.HOLD);
        assertThatThrownBy(() -> Options.parse(Map.of("exit", "42=maybe"))).hasMessageContaining("restart-now");
    }

    @Test
    void refusesAnUnknownOptionByName() {
        assertThatThrownBy(() -> Options.parse(Map.of("max-restart", "3")))
                .hasMessageContaining("'max-restart'")
                .hasMessageContaining("max-restarts");
    }

    @Test
    void refusesSettingsThatContradictEachOther() {
        assertThatThrownBy(() -> WatchdogConfig.builder()
                        .backoffInitial(Duration.ofSeconds(10))
                        .backoffMax(Duration.ofSeconds(5))
                        .build())
                .hasMessageContaining("--backoff-initial 10s", "--backoff-max 5s");
        assertThatThrownBy(() -> WatchdogConfig.builder()
                        .ready("alive:10m")
                        .startupTimeout(Duration.ofMinutes(5))
                        .build())
                .hasMessageContaining("--startup-timeout 5m");
    }

    @Test
    void showsNoSecretInATextOfItself() {
        WatchdogConfig config = WatchdogConfig.builder()
                .alertWebhook(URI.create("https://hooks.example.com/T0/SECRET"))
                .build();
        assertThat(config.toString())
                .doesNotContain("SECRET", "hooks.example.com")
                .contains("alert-webhook");
        assertThatThrownBy(() -> Options.parse(Map.of("alert-webhook", "hooks/SECRET")))
                .hasMessageNotContaining("SECRET");
    }
}
