package io.tradingrecovery.watchdog.internal.cli;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.engine.CommandLines;
import io.tradingrecovery.watchdog.internal.engine.Mode;
import io.tradingrecovery.watchdog.internal.engine.Supervisor;
import io.tradingrecovery.watchdog.internal.engine.WatchdogProcess;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** {@code run}. */
final class RunVerb {

    private RunVerb() {}

    static int run(ParseResult result, PrintWriter err) {
        WatchdogConfig config = OptionTable.config(result);
        Optional<String> refusal = CommandLines.refusal(config.command());
        if (refusal.isPresent()) {
            err.println("recovery-watchdog: " + refusal.get());
            return ExitCodes.USAGE;
        }
        Optional<String> unstartable = CommandLines.unstartable(config.command());
        if (unstartable.isPresent()) {
            err.println("recovery-watchdog: " + unstartable.get());
            return config.command().isEmpty() ? ExitCodes.USAGE : ExitCodes.COMMAND;
        }
        return WatchdogProcess.run(new Supervisor(config, Mode.RUN));
    }
}
