package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;

/** {@code GET /v2/clock} and {@code GET /v2/calendar} of an exchange that never closes, in New York's wall time. */
final class Sessions {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final int MOST_DAYS = 4000;

    private final Supplier<Instant> clock;

    Sessions(Supplier<Instant> clock) {
        this.clock = clock;
    }

    ObjectNode clock() {
        OffsetDateTime now = clock.get().atZone(NEW_YORK).toOffsetDateTime();
        OffsetDateTime midnight =
                now.toLocalDate().plusDays(1).atStartOfDay(NEW_YORK).toOffsetDateTime();
        return Json.object()
                .put("timestamp", now.toString())
                .put("is_open", true)
                .put("next_open", midnight.toString())
                .put("next_close", midnight.toString());
    }

    ArrayNode calendar(Request request) throws BadRequestException {
        LocalDate today = LocalDate.ofInstant(clock.get(), NEW_YORK);
        LocalDate start = date(request, "start", today.minusYears(1));
        LocalDate end = date(request, "end", today.plusYears(1));
        ArrayNode days = Json.array();
        for (LocalDate day = start; !day.isAfter(end) && days.size() < MOST_DAYS; day = day.plusDays(1)) {
            days.add(Json.object()
                    .put("date", day.toString())
                    .put("open", "00:00")
                    .put("close", "23:59")
                    .put("session_open", "0000")
                    .put("session_close", "2359"));
        }
        return days;
    }

    private static LocalDate date(Request request, String name, LocalDate otherwise) throws BadRequestException {
        String text = request.parameter(name, otherwise.toString());
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeParseException e) {
            throw new BadRequestException(name + " is " + text + "; it must be a date", e);
        }
    }
}
