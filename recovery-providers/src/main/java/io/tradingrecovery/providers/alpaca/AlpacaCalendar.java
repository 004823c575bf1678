package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.errors.SessionCalendarException;
import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import io.tradingrecovery.time.SessionCalendar;
import io.tradingrecovery.time.TradingSession;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the US stock market is open, as Alpaca says, early closes and holidays included. Thread-safe; answers without
 * blocking. It knows some 400 days back and 200 ahead, and asks again twice a day in the background, so that a bot that
 * runs for months does not come to its end; what it knows stays in force while Alpaca can't be reached.
 */
public final class AlpacaCalendar implements SessionCalendar {

    private static final Logger LOG = LoggerFactory.getLogger(AlpacaCalendar.class);

    private static final String CALENDAR = "/v2/calendar";
    private static final String CLOCK = "/v2/clock";
    private static final int DAYS_BACK = 400;
    private static final int DAYS_AHEAD = 200;
    private static final int LONGEST_PAUSE_DAYS = 10;
    private static final Duration KEPT = Duration.ofHours(12);
    private static final Duration RETRY = Duration.ofMinutes(15);
    private static final Duration EDGE = Duration.ofMinutes(1);

    private final TradingApi api;
    private final Clock clock;
    private final boolean extendedHours;
    private final AtomicReference<Instant> nextLoad;
    private volatile Known known;

    private AlpacaCalendar(TradingApi api, Clock clock, boolean extendedHours) {
        this.api = api;
        this.clock = clock;
        this.extendedHours = extendedHours;
        Instant now = clock.instant();
        known = parse(api.get(CALENDAR, query(now)), now);
        nextLoad = new AtomicReference<>(now.plus(KEPT));
    }

    /** Loads it, and checks it against Alpaca's clock. */
    static AlpacaCalendar load(TradingApi api, Clock clock, boolean extendedHours) {
        try {
            AlpacaCalendar calendar = new AlpacaCalendar(api, clock, extendedHours);
            calendar.checkAgainstClock(api.get(CLOCK, Map.of()));
            return calendar;
        } catch (JsonProblem e) {
            throw new SessionCalendarException("Alpaca's calendar can't be read: " + e.getMessage(), null);
        } catch (BrokerException e) {
            throw new SessionCalendarException("Alpaca's calendar could not be loaded: " + e.getMessage(), e);
        }
    }

    @Override
    public List<TradingSession> sessions(Instant from, Instant to) {
        Instant now = clock.instant();
        Instant due = nextLoad.get();
        if (!now.isBefore(due) && nextLoad.compareAndSet(due, now.plus(RETRY))) {
            reload(now);
        }
        return known.sessions(from, to);
    }

    private void reload(Instant now) {
        var unused = api.send(CALENDAR, query(now)).thenAccept(result -> {
            try {
                known = parse(api.body(CALENDAR, api.whole(CALENDAR, result)), now);
                nextLoad.set(now.plus(KEPT));
            } catch (BrokerException | JsonProblem | SessionCalendarException e) {
                LOG.warn("The calendar stays as it was loaded before: {}", e.getMessage());
            }
        });
    }

    private static Map<String, String> query(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ActivityReader.NEW_YORK);
        return Map.of(
                "start", today.minusDays(DAYS_BACK).toString(),
                "end", today.plusDays(DAYS_AHEAD).toString());
    }

    private Known parse(JsonView body, Instant now) {
        List<TradingSession> sessions = new ArrayList<>();
        LocalDate first = LocalDate.ofInstant(now, ActivityReader.NEW_YORK).minusDays(DAYS_BACK);
        LocalDate before = first;
        for (JsonView row : body.objects()) {
            LocalDate date = LocalDate.parse(dateText(row));
            boolean inOrder = sessions.isEmpty() ? !date.isBefore(before) : date.isAfter(before);
            if (!inOrder || date.isAfter(before.plusDays(LONGEST_PAUSE_DAYS))) {
                throw new JsonProblem(row.place() + ".date is " + date + " after " + before
                        + "; a calendar goes forward by " + LONGEST_PAUSE_DAYS + " days at most");
            }
            sessions.add(session(row, date));
            before = date;
        }
        if (sessions.isEmpty()) {
            throw new JsonProblem("the calendar is empty");
        }
        return new Known(
                first.atStartOfDay(ActivityReader.NEW_YORK).toInstant(),
                before.plusDays(1).atStartOfDay(ActivityReader.NEW_YORK).toInstant(),
                List.copyOf(sessions));
    }

    private static String dateText(JsonView row) {
        String text = row.text("date");
        if (!text.matches("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])")) {
            throw new JsonProblem(row.place() + ".date is " + text + ", which is no date");
        }
        return text;
    }

    private TradingSession session(JsonView row, LocalDate date) {
        try {
            return new TradingSession(
                    at(date, time(row, extendedHours ? "session_open" : "open")),
                    at(date, time(row, extendedHours ? "session_close" : "close")));
        } catch (IllegalArgumentException e) {
            throw new JsonProblem(row.place() + ": " + e.getMessage());
        }
    }

    private static Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(ActivityReader.NEW_YORK).toInstant();
    }

    /** Times of day are written {@code 09:30} for the session and {@code 0400} for the extended one. */
    private static LocalTime time(JsonView row, String name) {
        String text = row.text(name);
        try {
            return LocalTime.parse(text, DateTimeFormatter.ofPattern(text.indexOf(':') > 0 ? "HH:mm" : "HHmm"));
        } catch (DateTimeException e) {
            throw new JsonProblem(row.place() + "." + name + " is " + text + ", which is no time of day");
        }
    }

    private void checkAgainstClock(JsonView said) {
        Instant now = said.time("timestamp");
        boolean open = said.flag("is_open");
        if (extendedHours || !said.has("is_open") || isOpenAround(now, open)) {
            return;
        }
        throw new SessionCalendarException(
                "Alpaca's clock says that the market is " + (open ? "open" : "closed") + " at " + now
                        + " and its calendar says that it is not; load the calendar again when they agree",
                null);
    }

    /** Whether the calendar agrees, within a minute: the clock may be ahead of or behind an opening. */
    private boolean isOpenAround(Instant moment, boolean open) {
        Known calendar = known;
        return calendar.isOpen(moment) == open
                || calendar.isOpen(moment.minus(EDGE)) == open
                || calendar.isOpen(moment.plus(EDGE)) == open;
    }

    @Override
    public String toString() {
        return "AlpacaCalendar[" + known.from() + " to " + known.to() + "]";
    }

    /**
     * What was loaded.
     *
     * @param from its first moment
     * @param to its end, not included
     */
    private record Known(Instant from, Instant to, List<TradingSession> sessions) {

        List<TradingSession> sessions(Instant begin, Instant end) {
            if (begin.isBefore(from) || end.isAfter(to)) {
                throw new SessionCalendarException(
                        "The calendar knows " + from + " to " + to + " and was asked for " + begin + " to " + end,
                        null);
            }
            return sessions.stream()
                    .filter(session ->
                            session.close().isAfter(begin) && session.open().isBefore(end))
                    .toList();
        }

        boolean isOpen(Instant moment) {
            return sessions.stream().anyMatch(session -> session.contains(moment));
        }
    }
}
