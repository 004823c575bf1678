package io.tradingrecovery.recovery;

/** What a report asks of the person who reads it. */
final class ToDo {

    private ToDo() {}

    static String of(RecoveryReport report) {
        if (report.gate().reasons().containsKey(GateReason.HALTED)) {
            return "Trading is halted. Find out why, then end the halt with clearHalt.";
        }
        if (report.gate().reasons().containsKey(GateReason.REVIEW)) {
            return "Compare the findings marked REVIEW with the broker. If the proposed state is right: recovery.jar approve"
                    + " DIRECTORY --report " + report.id()
                    + " --by YOUR-NAME --note WHY. If it is not: correct it at the"
                    + " broker or in the state directory and restart the bot.";
        }
        return switch (report.status()) {
            case SUCCESS, RECONCILED ->
                report.tradingAllowed()
                        ? "Nothing."
                        : "See docs/recovery.md under "
                                + report.gate().reasons().keySet() + ".";
            case PARTIAL -> "Nothing yet: the library looks again by itself.";
            case FAILED ->
                report.nextRunAt() != null
                        ? "Nothing if the cause passes: the library tries again by itself."
                        : "Remove the cause named above, then restart the bot.";
        };
    }
}
