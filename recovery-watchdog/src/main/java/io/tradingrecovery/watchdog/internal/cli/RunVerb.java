package io.tradingrecovery.watchdog.internal.cli;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.engine.Mode;
import io.tradingrecovery.watchdog.internal.engine.Preflight;
import io.tradingrecovery.watchdog.internal.engine.Supervisor;
import io.tradingrecovery.watchdog.internal.engine.WatchdogProcess;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** {@code run}. */
final class RunVerb {

    private RunVerb() {}

    static int run(ParseResult result, PrintWriter err) {
        WatchdogConfig config = OptionTable.config(result);
        Optional<Preflight> problem = Preflight.problem(config);
        if (problem.isPresent()) {
            err.println("recovery-watchdog: " + problem.get().text());
            return problem.get().exitCode();
        }
        return WatchdogProcess.run(new Supervisor(config, Mode.RUN));
    }
}
