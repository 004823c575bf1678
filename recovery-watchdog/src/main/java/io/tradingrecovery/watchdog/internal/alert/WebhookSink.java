package io.tradingrecovery.watchdog.internal.alert;

import io.tradingrecovery.watchdog.internal.engine.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Posts JSON with {@code text}, which Slack takes, and {@code content}, which Discord takes. */
record WebhookSink(String address) implements Sink {

    /** Discord refuses more than 2000. */
    private static final int MAX_TEXT = 1_900;

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void deliver(String severity, String text) throws IOException, InterruptedException {
        String cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("text", cut);
        members.put("content", cut);
        Http.request(address, Json.object(members));
    }

    @Override
    public String toString() {
        return "webhook ***";
    }
}
