package io.tradingrecovery.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHeadersTest {

    private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30, 2026-11-24T15:00:30Z",
        "0.25, 2026-11-24T15:00:00.250Z",
        "3600, 2026-11-24T16:00:00Z",
        "1795532460, 2026-11-24T15:01:00Z",
        "'Tue, 24 Nov 2026 15:02:00 GMT', 2026-11-24T15:02:00Z"
    })
    void readsSecondsEpochsAndDates(String value, Instant reset) {
        assertThat(RateHeaders.retryAfter(value, NOW)).isEqualTo(reset);
    }

    @ParameterizedTest
    @CsvSource({
        "0",
        "-5",
        "soon",
        "''",
        "1795532300",
        "1895532300",
        "99999999999999999999999",
        "1e9",
        "'Tue, 24 Nov 2026 14:00:00 GMT'"
    })
    void takesWhatMakesNoSenseForNotSaid(String value) {
        assertThat(RateHeaders.retryAfter(value, NOW)).isNull();
    }
}
