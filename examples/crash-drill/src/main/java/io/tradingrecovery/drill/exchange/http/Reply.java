package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param body absent for none
 * @param headers besides the content type
 */
record Reply(int status, @Nullable JsonNode body, Map<String, String> headers) {

    static Reply ok(JsonNode body) {
        return new Reply(200, body, Map.of());
    }

    static Reply nothing() {
        return new Reply(204, null, Map.of());
    }

    static Reply of(int status, JsonNode body) {
        return new Reply(status, body, Map.of());
    }

    /** An error as Alpaca writes it. */
    static Reply error(int status, int code, String message) {
        return of(status, Json.object().put("code", code).put("message", message));
    }

    Reply with(Map<String, String> more) {
        return new Reply(status, body, more);
    }

    /** This answer with the second half of its rows gone, wherever it keeps them. */
    Reply withoutHalfOfItsRows() {
        if (body instanceof ArrayNode rows) {
            ArrayNode kept = Json.array();
            for (int index = 0; index < rows.size() / 2; index++) {
                kept.add(rows.get(index));
            }
            return new Reply(status, kept, headers);
        }
        if (body instanceof ObjectNode object && object.get("results") instanceof ArrayNode rows) {
            ObjectNode copy = object.deepCopy();
            copy.set(
                    "results",
                    new Reply(status, rows, headers).withoutHalfOfItsRows().body());
            return new Reply(status, copy, headers);
        }
        return this;
    }
}
