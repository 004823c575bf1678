package io.tradingrecovery.watchdog.internal.cli;

import io.tradingrecovery.watchdog.internal.engine.Json;
import io.tradingrecovery.watchdog.internal.engine.SavedState;
import io.tradingrecovery.watchdog.internal.engine.StateFile;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** {@code status}. Its exit codes are part of its interface. */
final class StatusVerb {

    static final int RUNNING = 0;
    static final int NO_WATCHDOG = 3;
    static final int EXHAUSTED = 4;
    static final int GATED = 5;
    static final int IN_TRANSITION = 6;
    static final int BLOCKED = 7;
    static final int DAMAGED = 8;

    private StatusVerb() {}

    static int run(ParseResult result, PrintWriter out) {
        Path directory = OptionTable.stateDirectory(result);
        boolean json = result.matchedOptionValue("--json", false);
        StateFile.Content content = StateFile.read(directory.resolve("state"));
        if (content instanceof StateFile.Content.Whole whole) {
            SavedState state = new SavedState(whole.values());
            Map<String, Object> members = members(state);
            out.println(json ? Json.object(members) : text(members));
            return exitCode(state);
        }
        String reason = content instanceof StateFile.Content.Damaged damaged
                ? "the state file is damaged: " + damaged.reason()
                : "no watchdog has run in " + directory;
        out.println(json ? Json.object(Map.of("watchdog", "absent", "reason", reason)) : reason);
        return content instanceof StateFile.Content.Damaged ? DAMAGED : NO_WATCHDOG;
    }

    private static int exitCode(SavedState state) {
        if (!state.isWatchdogAlive()) {
            return NO_WATCHDOG;
        }
        return switch (state.phase()) {
            case RUNNING, SUSPECT -> Boolean.parseBoolean(state.text("blocked")) ? BLOCKED : RUNNING;
            case EXHAUSTED -> EXHAUSTED;
            case GATED -> GATED;
            default -> IN_TRANSITION;
        };
    }

    private static Map<String, Object> members(SavedState state) {
        Map<String, Object> members = new LinkedHashMap<>();
        boolean watchdog = state.isWatchdogAlive();
        Phase phase = state.phase();
        members.put("name", state.text("name"));
        members.put("watchdog", watchdog ? "alive" : "absent");
        members.put("watchdogPid", state.number("watchdogPid"));
        members.put("phase", phase.name());
        members.put("cause", state.text("cause"));
        members.put("bot", state.isBotAlive() ? "alive" : "absent");
        members.put("pid", state.number("pid"));
        members.put("launchId", state.text("launchId"));
        members.put("status", state.text("status"));
        members.put("blocked", Boolean.parseBoolean(state.text("blocked")));
        members.put("restartsUsed", state.used());
        members.put("restartsLimit", state.number("limit"));
        state.untilRestart().ifPresent(delay -> members.put("restartInMs", delay.toMillis()));
        members.put("since", Instant.ofEpochMilli(state.number("wallMillis")).toString());
        return members;
    }

    private static String text(Map<String, Object> members) {
        StringBuilder text = new StringBuilder();
        text.append(members.get("name"))
                .append(": ")
                .append(members.get("phase"))
                .append(Boolean.TRUE.equals(members.get("blocked")) ? " (BLOCKED)" : "")
                .append(" since ")
                .append(members.get("since"))
                .append("\n  because   ")
                .append(members.get("cause"))
                .append("\n  bot       ")
                .append(members.get("bot"))
                .append(", pid ")
                .append(members.get("pid"))
                .append(", launch ")
                .append(members.get("launchId"))
                .append("\n  watchdog  ")
                .append(members.get("watchdog"))
                .append(", pid ")
                .append(members.get("watchdogPid"))
                .append("\n  restarts  ")
                .append(members.get("restartsUsed"))
                .append(" of ")
                .append(members.get("restartsLimit"))
                .append(" used");
        if (members.containsKey("restartInMs")) {
            text.append(", the next in ").append(members.get("restartInMs")).append(" ms");
        }
        return text.toString();
    }
}
