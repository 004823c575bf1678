package io.tradingrecovery.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.SessionCalendarException;
import io.tradingrecovery.time.SessionCalendar;
import io.tradingrecovery.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StalenessPolicyTest {

    private static final Instant FRIDAY_CLOSE = Instant.parse("2026-11-20T21:00:00Z");
    private static final TradingSession FRIDAY =
            new TradingSession(Instant.parse("2026-11-20T14:30:00Z"), FRIDAY_CLOSE);
    private static final TradingSession MONDAY =
            new TradingSession(Instant.parse("2026-11-23T14:30:00Z"), Instant.parse("2026-11-23T21:00:00Z"));
    private static final SessionCalendar CALENDAR = (from, to) -> List.of(FRIDAY, MONDAY);

    @Test
    void isStaleAfterItsLimitByTheClockAndNotAtIt() {
        StalenessPolicy policy = StalenessPolicy.wallClock(Duration.ofHours(24));

        assertThat(policy.judge(FRIDAY_CLOSE, FRIDAY_CLOSE.plus(Duration.ofHours(24)))
                        .stale())
                .isFalse();
        Staleness late = policy.judge(FRIDAY_CLOSE, FRIDAY_CLOSE.plus(Duration.ofHours(25)));
        assertThat(late.stale()).isTrue();
        assertThat(late.toString()).contains("1 d 1 h").contains("by the clock");
    }

    @Test
    void aWeekendMakesNothingStaleByMarketHours() {
        StalenessPolicy policy = StalenessPolicy.marketHours(CALENDAR, Duration.ofHours(2), Duration.ofHours(24));
        Instant mondayTenMinutesIn = MONDAY.open().plus(Duration.ofMinutes(10));

        Staleness afterWeekend = policy.judge(FRIDAY_CLOSE, mondayTenMinutesIn);

        assertThat(afterWeekend.stale()).isFalse();
        assertThat(afterWeekend.age()).isEqualTo(Duration.ofMinutes(10));
        assertThat(policy.judge(FRIDAY_CLOSE, MONDAY.open().plus(Duration.ofHours(3)))
                        .stale())
                .isTrue();
    }

    @Test
    void countsByTheClockWhereTheCalendarDoesNotKnow() {
        SessionCalendar ignorant = (from, to) -> {
            throw new SessionCalendarException("no sessions after 2026-11-21", null);
        };
        StalenessPolicy policy = StalenessPolicy.marketHours(ignorant, Duration.ofHours(2), Duration.ofHours(24));

        Staleness afterWeekend = policy.judge(FRIDAY_CLOSE, MONDAY.open());

        assertThat(afterWeekend.stale()).isTrue();
        assertThat(afterWeekend.rule()).contains("the calendar does not know").contains("2026-11-21");
    }

    @Test
    void refusesALimitThatMakesEverythingStale() {
        assertThatThrownBy(() -> StalenessPolicy.wallClock(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> StalenessPolicy.marketHours(CALENDAR, Duration.ofHours(1), Duration.ofHours(-1)))
                .hasMessageContaining("PT-1H");
    }

    @Test
    void writesDurationsAsPeopleDo() {
        assertThat(Durations.text(Duration.ofMillis(12))).isEqualTo("12 ms");
        assertThat(Durations.text(Duration.ofMillis(1_234))).isEqualTo("1.2 s");
        assertThat(Durations.text(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Durations.text(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
        assertThat(Durations.text(Duration.ofHours(2))).isEqualTo("2 h");
        assertThat(Durations.text(Duration.ofHours(-30))).isEqualTo("-1 d 6 h");
    }
}
