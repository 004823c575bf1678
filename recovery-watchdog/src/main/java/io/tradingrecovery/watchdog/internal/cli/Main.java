package io.tradingrecovery.watchdog.internal.cli;

import io.tradingrecovery.watchdog.internal.engine.WatchdogProcess;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The main class of {@code recovery-watchdog.jar}. */
public final class Main {

    private Main() {}

    /** Carries out one verb, and ends with its exit code. */
    public static void main(String[] arguments) {
        WatchdogProcess.prepare();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(execute(arguments, out, err));
    }

    static int execute(String[] arguments, PrintWriter out, PrintWriter err) {
        CommandLine commandLine = commandLine();
        try {
            ParseResult result = commandLine.parseArgs(arguments);
            Integer help = CommandLine.executeHelpRequest(result);
            if (help != null) {
                return help;
            }
            if (!result.hasSubcommand()) {
                commandLine.usage(err);
                return ExitCodes.USAGE;
            }
            return Verb.of(result.subcommand()).run(result.subcommand(), out, err);
        } catch (CommandLine.ParameterException | IllegalArgumentException e) {
            err.println("recovery-watchdog: " + e.getMessage());
            return ExitCodes.USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.INTERNAL;
        }
    }

    static CommandLine commandLine() {
        CommandSpec spec = CommandSpec.create()
                .name("recovery-watchdog")
                .mixinStandardHelpOptions(true)
                .version("recovery-watchdog " + version());
        spec.usageMessage().description("Keeps exactly one trading bot running.");
        for (Verb verb : Verb.values()) {
            spec.addSubcommand(verb.word(), verb.spec());
        }
        return new CommandLine(spec);
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
