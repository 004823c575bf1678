package io.tradingrecovery.watchdog.internal.cli;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.config.Options;
import io.tradingrecovery.watchdog.internal.engine.Preflight;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** {@code check-config}. */
final class CheckConfigVerb {

    private CheckConfigVerb() {}

    static int run(ParseResult result, PrintWriter out, PrintWriter err) {
        WatchdogConfig config = OptionTable.config(result);
        out.println("state-dir=" + config.stateDirectory());
        Options.masked(config.options()).forEach((name, value) -> out.println(name + "=" + value));
        if (!config.command().isEmpty()) {
            Optional<Preflight> problem = Preflight.problem(config);
            if (problem.isPresent()) {
                err.println("recovery-watchdog: " + problem.get().text());
                return problem.get().exitCode();
            }
        }
        return ExitCodes.OK;
    }
}
