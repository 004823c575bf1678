package io.tradingrecovery.providers.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tradingrecovery.recovery.Alert;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is posted for an alert. All functions are pure. */
final class Payload {

    /** Discord's limit; Slack would take more. */
    private static final int MOST_DISCORD = 2000;

    private static final int MOST_SLACK = 10_000;
    private static final JsonMapper MAPPER = new JsonMapper();

    private Payload() {}

    static byte[] of(WebhookFormat format, Alert alert, long repeats) {
        ObjectNode body = MAPPER.createObjectNode();
        switch (format) {
            case DISCORD -> {
                body.put("content", cut(text(alert, repeats), MOST_DISCORD));
                body.putObject("allowed_mentions").putArray("parse");
            }
            case SLACK -> body.put("text", cut(escaped(text(alert, repeats)), MOST_SLACK));
            case JSON -> json(body, alert, repeats);
        }
        try {
            return MAPPER.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts can always be written", e);
        }
    }

    private static void json(ObjectNode body, Alert alert, long repeats) {
        body.put("level", alert.level().name());
        body.put("code", alert.code());
        body.put("message", Redaction.of(alert.message()));
        body.put("at", alert.at().toString());
        ObjectNode details = body.putObject("details");
        alert.details().forEach((name, value) -> details.put(name, detail(name, value)));
        body.put("repeats", repeats);
    }

    private static String text(Alert alert, long repeats) {
        StringBuilder text = new StringBuilder()
                .append('[')
                .append(alert.level())
                .append("] ")
                .append(alert.code())
                .append(": ")
                .append(Redaction.of(alert.message()))
                .append(" (")
                .append(alert.at())
                .append(')');
        if (repeats > 0) {
            text.append(" — and ").append(repeats).append(" like it before");
        }
        for (Map.Entry<String, String> entry : alert.details().entrySet()) {
            text.append('\n').append(entry.getKey()).append(": ").append(detail(entry.getKey(), entry.getValue()));
        }
        return text.toString();
    }

    /** A value whose name says that it is a secret is one. */
    private static String detail(String name, String value) {
        String both = Redaction.of(name + "=" + value);
        return both.startsWith(name + "=") ? both.substring(name.length() + 1) : Redaction.of(value);
    }

    /** Slack's three control characters. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
