package io.tradingrecovery.recovery;

import org.jspecify.annotations.Nullable;

/**
 * What a report asks of the person who reads it.
 *
 * @param text what to do
 * @param command the command line that does it, if it is right; absent where there is none
 * @param otherwise what to do if it is not; absent where there is no command
 */
record ToDo(String text, @Nullable String command, @Nullable String otherwise) {

    static ToDo of(RecoveryReport report) {
        if (report.gate().reasons().containsKey(GateReason.HALTED)) {
            return only("Trading is halted. Find out why, then end the halt with clearHalt.");
        }
        if (report.gate().reasons().containsKey(GateReason.REVIEW)) {
            return new ToDo(
                    "Compare the findings marked REVIEW with the broker. If the proposed state is right:",
                    "recovery.jar approve DIRECTORY --report " + report.id() + " --by YOUR-NAME --note WHY",
                    "If it is not: correct it at the broker or in the state directory and restart the bot.");
        }
        return only(
                switch (report.status()) {
                    case SUCCESS, RECONCILED -> {
                        String reasons = report.gate().reasons().keySet().toString();
                        yield report.tradingAllowed() ? "Nothing." : "See docs/recovery.md under " + reasons + ".";
                    }
                    case PARTIAL -> "Nothing yet: the library looks again by itself.";
                    case FAILED ->
                        report.nextRunAt() != null
                                ? "Nothing if the cause passes: the library tries again by itself."
                                : "Remove the cause named above, then restart the bot.";
                });
    }

    private static ToDo only(String text) {
        return new ToDo(text, null, null);
    }

    /** In one line. */
    @Override
    public String toString() {
        return command == null ? text : text + " " + command + ". " + otherwise;
    }
}
