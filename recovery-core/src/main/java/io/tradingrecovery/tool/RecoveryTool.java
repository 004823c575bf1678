package io.tradingrecovery.tool;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;

/** {@code java -jar recovery.jar COMMAND DIRECTORY [options]}: looks into state directories and repairs them. */
@Command(
        name = "recovery.jar",
        mixinStandardHelpOptions = true,
        versionProvider = RecoveryTool.Version.class,
        synopsisSubcommandLabel = "COMMAND DIRECTORY",
        description = "Looks into the state directory of a trading bot, and repairs it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:good",
            "1:something is damaged or was refused; the output says what",
            "2:the command line makes no sense",
            "3:a running process has the directory"
        })
public final class RecoveryTool {

    private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";

    private RecoveryTool() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String... arguments) {
        if (System.getProperty(SLF4J_VERBOSITY) == null) {
            // Without a binding SLF4J warns that it logs nothing, which is what is wanted here.
            System.setProperty(SLF4J_VERBOSITY, "ERROR");
        }
        System.exit(run(Console.ofThisProcess(), arguments));
    }

    static int run(Console console, String... arguments) {
        return new CommandLine(new RecoveryTool())
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new JournalCommand(console))
                .addSubcommand(new DiffCommand(console))
                .addSubcommand(new ReportCommand(console))
                .addSubcommand(new AuditCommand(console))
                .addSubcommand(new ApproveCommand(console))
                .addSubcommand(new RestoreCommand(console))
                .addSubcommand(new SalvageCommand(console))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .execute(arguments);
    }

    /** The version of the jar; of classes that are in none, that they are. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "recovery.jar "
                        + Objects.requireNonNullElse(
                                RecoveryTool.class.getPackage().getImplementationVersion(), "(not packaged)")
            };
        }
    }
}
