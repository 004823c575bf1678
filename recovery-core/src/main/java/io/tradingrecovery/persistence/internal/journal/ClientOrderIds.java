package io.tradingrecovery.persistence.internal.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the client order ids in bytes that are JSON only in places. Stateless. */
public final class ClientOrderIds {

    private static final byte[] KEY = "\"clientOrderId\":".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_ID_BYTES = 1024;
    private static final int MAX_IDS = 10_000;

    private ClientOrderIds() {}

    /** The ids that are whole, each once, in the order found; at most 10,000 of at most 1,024 bytes. */
    public static List<String> legibleIn(byte[] bytes) {
        Set<String> ids = new LinkedHashSet<>();
        JsonFactory json = new JsonFactory();
        for (int at = 0; at + KEY.length < bytes.length && ids.size() < MAX_IDS; at++) {
            if (bytes[at] == '"' && keyStandsAt(bytes, at)) {
                idAt(json, bytes, at + KEY.length).ifPresent(ids::add);
            }
        }
        return new ArrayList<>(ids);
    }

    private static boolean keyStandsAt(byte[] bytes, int at) {
        for (int i = 0; i < KEY.length; i++) {
            if (bytes[at + i] != KEY[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> idAt(JsonFactory json, byte[] bytes, int at) {
        int length = Math.min(MAX_ID_BYTES, bytes.length - at);
        if (length <= 0 || bytes[at] != '"') {
            return Optional.empty();
        }
        // Given as bytes, torn ones could pass for UTF-16.
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                return Optional.empty();
            }
            String id = parser.getText();
            return id.isBlank() || id.indexOf('\uFFFD') >= 0 ? Optional.empty() : Optional.of(id);
        } catch (IOException e) {
            // Torn bytes are no JSON string: this id is not legible.
            return Optional.empty();
        }
    }
}
