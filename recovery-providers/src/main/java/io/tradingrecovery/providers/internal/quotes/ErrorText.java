package io.tradingrecovery.providers.internal.quotes;

import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Where services write what is wrong. All functions are pure. */
final class ErrorText {

    private static final List<String> MEMBERS = List.of("message", "error");
    private static final int MOST = 300;

    private ErrorText() {}

    /** What a JSON object says is wrong, in small letters; empty if it says nothing. */
    static String of(JsonView body) {
        StringBuilder text = new StringBuilder();
        for (String member : MEMBERS) {
            text.append(text.length() > 0 ? " " : "").append(member(body, member));
        }
        return text.toString().strip().toLowerCase(Locale.ROOT);
    }

    /** The member {@code status}; empty if there is none. */
    static String state(JsonView body) {
        return member(body, "status");
    }

    /** The start of a body that is no JSON object, in small letters. */
    static String ofPlain(byte[] body) {
        return new String(body, 0, Math.min(body.length, MOST), StandardCharsets.UTF_8)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String member(JsonView body, String name) {
        try {
            String text = body.optionalText(name);
            return text == null ? "" : text;
        } catch (JsonProblem anotherShape) {
            return "";
        }
    }
}
