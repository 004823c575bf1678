package io.tradingrecovery.watchdog.internal.machine;

import java.util.Map;

/** Something the reducer asks for. Actions are carried out in order, after the new state is on disk. */
public sealed interface Action {

    /** Create the bot's process. {@code attempt} counts the automatic restarts in the window, 0 for a start. */
    record Launch(String launchId, int attempt) implements Action {}

    /** Watch a process that is alive already. */
    record Adopt(String launchId) implements Action {}

    /** Ask the bot and its descendants to end, and let them continue if they are stopped. */
    record Terminate(String launchId) implements Action {}

    /** Kill the bot and its descendants. */
    record Kill(String launchId) implements Action {}

    /** Take thread dumps; {@link Event.DumpTaken} follows. */
    record Dump(String launchId) implements Action {}

    /** One line of {@code events.jsonl}; the values are texts, numbers and booleans. */
    record Log(String event, String launchId, String cause, Map<String, Object> facts) implements Action {}

    /** Call a person. Alerts of one key are the same alert. */
    record Alert(Severity severity, String key, String text) implements Action {}

    /** End the watchdog process. */
    record Finish(int exitCode) implements Action {}

    /** How much a person is needed. */
    enum Severity {
        WARNING,
        CRITICAL
    }
}
