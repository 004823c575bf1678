package io.tradingrecovery.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a calendar's sessions add up to. */
class SessionCalendarTest {

    private static final Instant FRIDAY_OPEN = Instant.parse("2026-11-20T14:30:00Z");
    private static final Instant FRIDAY_CLOSE = Instant.parse("2026-11-20T21:00:00Z");
    private static final Instant MONDAY_OPEN = Instant.parse("2026-11-23T14:30:00Z");
    private static final Instant MONDAY_CLOSE = Instant.parse("2026-11-23T21:00:00Z");

    private static final List<TradingSession> SESSIONS =
            List.of(new TradingSession(FRIDAY_OPEN, FRIDAY_CLOSE), new TradingSession(MONDAY_OPEN, MONDAY_CLOSE));

    private final SessionCalendar calendar = (from, to) -> SESSIONS.stream()
            .filter(session -> session.open().isBefore(to) && session.close().isAfter(from))
            .toList();

    @Test
    void isOpenFromTheFirstMomentOfASessionAndNoLongerAtItsEnd() {
        assertThat(calendar.isOpen(FRIDAY_OPEN.minusNanos(1))).isFalse();
        assertThat(calendar.isOpen(FRIDAY_OPEN)).isTrue();
        assertThat(calendar.isOpen(FRIDAY_CLOSE.minusNanos(1))).isTrue();
        assertThat(calendar.isOpen(FRIDAY_CLOSE)).isFalse();
    }

    @Test
    void countsAWeekendAsNoOpenTime() {
        Instant anHourBeforeTheClose = FRIDAY_CLOSE.minus(Duration.ofHours(1));
        Instant halfAnHourIntoMonday = MONDAY_OPEN.plus(Duration.ofMinutes(30));

        assertThat(calendar.openTime(anHourBeforeTheClose, halfAnHourIntoMonday))
                .isEqualTo(Duration.ofMinutes(90));
        assertThat(calendar.openTime(FRIDAY_CLOSE, MONDAY_OPEN)).isZero();
    }

    @Test
    void countsNoTimeBackwards() {
        assertThat(calendar.openTime(MONDAY_CLOSE, FRIDAY_OPEN)).isZero();
        assertThat(calendar.openTime(MONDAY_OPEN, MONDAY_OPEN)).isZero();
    }

    @Test
    void refusesASessionThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> new TradingSession(FRIDAY_CLOSE, FRIDAY_OPEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-11-20T21:00:00Z");
    }
}
