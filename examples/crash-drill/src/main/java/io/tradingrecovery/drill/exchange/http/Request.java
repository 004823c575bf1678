package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request, read to its end.
 *
 * @param method as {@code GET}
 * @param path without the query, decoded
 * @param query the parameters, decoded; of one that is given twice, the last
 * @param headers by their names in lower case
 * @param body the text, empty if there is none
 */
record Request(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    private static final int LARGEST_BODY = 1 << 20;

    static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query,
                headers,
                new String(body, StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    boolean reads() {
        return method.equals("GET");
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    String parameter(String name, String otherwise) {
        return parameter(name).orElse(otherwise);
    }

    List<String> list(String name) {
        return parameter(name).map(text -> Arrays.asList(text.split(",", -1))).orElse(List.of());
    }

    int number(String name, int otherwise, int most) throws BadRequestException {
        String text = parameter(name, Integer.toString(otherwise));
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
            throw new BadRequestException(name + " is " + text + "; it must be a number up to " + most);
        }
        return Integer.parseInt(text);
    }

    Instant time(String name, Instant otherwise) throws BadRequestException {
        String text = query.get(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new BadRequestException(name + " is " + text + "; it must be a time as RFC 3339 writes it", e);
        }
    }

    JsonNode json() throws BadRequestException {
        return Json.parse(body);
    }
}
