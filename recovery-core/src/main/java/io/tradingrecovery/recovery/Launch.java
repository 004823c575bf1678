package io.tradingrecovery.recovery;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which launch of a supervisor this process is. Immutable and safe to share between threads.
 *
 * @param id the supervisor's id of the launch; absent without one
 * @param attempt which attempt it is, as the supervisor counts; absent without one
 */
public record Launch(@Nullable String id, @Nullable String attempt) {

    /** The environment variable that holds the id. */
    public static final String ID_VARIABLE = "RECOVERY_LAUNCH_ID";

    /** The environment variable that holds the attempt. */
    public static final String ATTEMPT_VARIABLE = "RECOVERY_ATTEMPT";

    private static final int LONGEST = 200;

    /** What the supervisor passed in the environment. */
    static Launch of(Map<String, String> environment) {
        return new Launch(text(environment.get(ID_VARIABLE)), text(environment.get(ATTEMPT_VARIABLE)));
    }

    private static @Nullable String text(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        return Texts.storable(value.length() <= LONGEST ? value : value.substring(0, LONGEST));
    }
}
