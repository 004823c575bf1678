package io.tradingrecovery.persistence.internal.json;

import io.tradingrecovery.state.SessionMetadata;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;

/** Session metadata as JSON. */
public final class SessionJson {

    private SessionJson() {}

    /** Writes one; what is absent is left out. */
    public static void write(JsonWriter out, SessionMetadata session) {
        out.beginObject();
        out.name("sessionId").text(session.sessionId());
        out.name("startedAt").instant(session.startedAt());
        Optionals.text(out, "engine", session.engine());
        Optionals.texts(out, "attributes", session.attributes());
        out.endObject();
    }

    /** Reads one. */
    public static SessionMetadata read(JsonReader in) throws IOException {
        String sessionId = null;
        Instant startedAt = null;
        String engine = null;
        SortedMap<String, String> attributes = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "sessionId" -> sessionId = in.text(sessionId);
                case "startedAt" -> startedAt = in.instant(startedAt);
                case "engine" -> engine = in.text(engine);
                case "attributes" -> attributes = in.map(attributes, value -> value.text(null));
                default -> throw in.unknown(field);
            }
        }
        return new SessionMetadata(
                in.required(sessionId, "sessionId"),
                in.required(startedAt, "startedAt"),
                engine,
                attributes == null ? Collections.emptySortedMap() : attributes);
    }
}
