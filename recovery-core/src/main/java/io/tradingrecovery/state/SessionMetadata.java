package io.tradingrecovery.state;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which run of which bot a state comes from. Immutable and safe to share between threads.
 *
 * @param sessionId identifies the run
 * @param startedAt when the run began
 * @param engine name and version of the bot; absent where it does not say
 * @param attributes anything else the bot wants to find again, sorted by name
 */
public record SessionMetadata(
        String sessionId, Instant startedAt, @Nullable String engine, SortedMap<String, String> attributes) {

    public SessionMetadata {
        sessionId = Checks.required("session.sessionId", sessionId);
        Checks.present("session.startedAt", startedAt);
        engine = Checks.optional("session.engine", engine);
        attributes = Checks.map("session.attributes", attributes, Checks::encodable);
    }

    /** Metadata with attributes in any order. */
    public static SessionMetadata of(
            String sessionId, Instant startedAt, @Nullable String engine, Map<String, String> attributes) {
        return new SessionMetadata(sessionId, startedAt, engine, new TreeMap<>(attributes));
    }
}
