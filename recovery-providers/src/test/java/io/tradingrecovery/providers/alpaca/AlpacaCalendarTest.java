package io.tradingrecovery.providers.alpaca;

import static io.tradingrecovery.providers.testkit.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.SessionCalendarException;
import io.tradingrecovery.providers.testkit.Json;
import io.tradingrecovery.providers.testkit.ScriptedServer;
import io.tradingrecovery.state.TradingEnvironment;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.time.TradingSession;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlpacaCalendarTest {

    private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");
    private static final LocalDate THANKSGIVING = LocalDate.of(2026, 11, 26);

    private final SettableClock clock = SettableClock.at(NOW);
    private final ScriptedServer server = new ScriptedServer().on("/v2/calendar", AlpacaCalendarTest::days);
    private final AlpacaBroker broker = AlpacaBroker.builder()
            .keys("k", "s")
            .baseUrl(server.url())
            .environment(TradingEnvironment.PAPER)
            .clock(clock)
            .build();

    AlpacaCalendarTest() {
        says(true);
    }

    private void says(boolean open) {
        server.json(
                "/v2/clock",
                "{\"timestamp\":\"2026-11-24T10:00:00.123456789-05:00\",\"is_open\":" + open
                        + ",\"next_open\":\"2026-11-25T09:30:00-05:00\",\"next_close\":\"2026-11-24T16:00:00-05:00\"}");
    }

    @AfterEach
    void close() {
        broker.close();
        server.close();
    }

    private static MockResponse days(RecordedRequest request) {
        LocalDate day = LocalDate.parse(String.valueOf(request.getUrl().queryParameter("start")));
        LocalDate end = LocalDate.parse(String.valueOf(request.getUrl().queryParameter("end")));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (; !day.isAfter(end); day = day.plusDays(1)) {
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            if (!weekend && !day.equals(THANKSGIVING)) {
                rows.add(Json.object(
                        "date", day.toString(),
                        "open", "09:30",
                        "close", day.equals(THANKSGIVING.plusDays(1)) ? "13:00" : "16:00",
                        "session_open", "0400",
                        "session_close", "2000"));
            }
        }
        return status(200, Json.of(rows));
    }

    @Test
    void knowsHolidaysEarlyClosesAndSummerTime() {
        AlpacaCalendar calendar = broker.loadCalendar(false);

        assertThat(calendar.sessions(Instant.parse("2026-11-25T22:00:00Z"), Instant.parse("2026-11-28T00:00:00Z")))
                .containsExactly(new TradingSession(
                        Instant.parse("2026-11-27T14:30:00Z"), Instant.parse("2026-11-27T18:00:00Z")));
        assertThat(calendar.isOpen(Instant.parse("2026-10-30T13:30:00Z"))).isTrue();
        assertThat(calendar.isOpen(Instant.parse("2026-10-30T13:29:59.999999999Z")))
                .isFalse();
        assertThat(calendar.isOpen(Instant.parse("2026-11-02T13:30:00Z"))).isFalse();
        assertThat(calendar.isOpen(Instant.parse("2026-11-22T15:00:00Z"))).isFalse();
        assertThat(calendar.openTime(Instant.parse("2026-11-20T20:00:00Z"), Instant.parse("2026-11-23T15:00:00Z")))
                .isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void countsExtendedHoursWhereSaid() {
        assertThat(broker.loadCalendar(true).isOpen(Instant.parse("2026-11-24T09:00:00Z")))
                .isTrue();
    }

    @Test
    void refusesTimesItDoesNotKnow() {
        AlpacaCalendar calendar = broker.loadCalendar(false);

        assertThatThrownBy(() -> calendar.isOpen(NOW.plus(Duration.ofDays(300))))
                .isInstanceOf(SessionCalendarException.class)
                .hasMessageContaining("was asked for");
        assertThatThrownBy(() -> calendar.isOpen(NOW.minus(Duration.ofDays(500))))
                .isInstanceOf(SessionCalendarException.class);
    }

    @Test
    void loadsItselfAgainBeforeItEnds() throws Exception {
        AlpacaCalendar calendar = broker.loadCalendar(false);
        CountDownLatch asked = new CountDownLatch(1);
        server.on("/v2/calendar", request -> {
            asked.countDown();
            return days(request);
        });
        clock.advance(Duration.ofDays(100));

        assertThat(calendar.isOpen(NOW)).isTrue();

        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        Instant later = NOW.plus(Duration.ofDays(290));
        assertThatCode(() -> {
                    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                    while (System.nanoTime() < end) {
                        try {
                            calendar.isOpen(later);
                            return;
                        } catch (SessionCalendarException notYet) {
                            Thread.onSpinWait();
                        }
                    }
                    calendar.isOpen(later);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void keepsWhatItKnowsWhileAlpacaCantBeReached() throws Exception {
        AlpacaCalendar calendar = broker.loadCalendar(false);
        CountDownLatch asked = new CountDownLatch(1);
        server.on("/v2/calendar", request -> {
            asked.countDown();
            return status(500, "oops");
        });
        clock.advance(Duration.ofDays(1));

        assertThat(calendar.isOpen(NOW)).isTrue();
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(calendar.isOpen(NOW)).isTrue();
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void refusesACalendarThatContradictsTheClock() {
        says(false);

        assertThatThrownBy(() -> broker.loadCalendar(false))
                .isInstanceOf(SessionCalendarException.class)
                .hasMessageContaining("clock says that the market is closed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | empty",
                "{} | not an array",
                "[{\"date\":\"2025-10-21\",\"open\":\"09:30\",\"close\":\"09:00\"}] | ends before it begins",
                "[{\"date\":\"2025-10-21\",\"open\":\"9am\",\"close\":\"16:00\"}] | no time of day",
                "[{\"date\":\"2025-13-41\",\"open\":\"09:30\",\"close\":\"16:00\"}] | no date",
                "[{\"date\":\"2026-10-21\",\"open\":\"09:30\",\"close\":\"16:00\"}] | at most",
                "[{\"date\":\"2025-10-21\",\"open\":\"09:30\"}] | close is missing",
                "<html> | no JSON"
            })
    void refusesACalendarThatCantBeTrue(String body, String why) {
        server.json("/v2/calendar", body);

        assertThatThrownBy(() -> broker.loadCalendar(false))
                .isInstanceOf(SessionCalendarException.class)
                .hasMessageContaining(why);
    }
}
