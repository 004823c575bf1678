package io.tradingrecovery.watchdog.internal.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What can be asked of the command line. */
enum Verb {
    RUN("Start the bot and keep it running.", true),
    STATUS("Show what the watchdog does.", false),
    STOP("Stop the bot, and the watchdog with it.", false),
    RESTART("Stop the bot and start it again; not charged to the restart budget.", false),
    RESUME("Start the bot again after a person has dealt with the cause; the restart budget begins anew.", false),
    DUMP("Take thread dumps of the bot, which lives on.", false),
    EVENTS("Print the last events.", false),
    CHECK_CONFIG("Say whether the options of 'run' are right, and what they mean.", true),
    SYSTEMD_UNIT("Print a systemd unit that runs the watchdog with these options.", true),
    WINDOWS_TASK("Print PowerShell commands that register a task with these options at Task Scheduler.", true);

    private final String description;
    private final boolean takesCommand;

    Verb(String description, boolean takesCommand) {
        this.description = description;
        this.takesCommand = takesCommand;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Verb of(ParseResult result) {
        String word = result.commandSpec().name();
        for (Verb verb : values()) {
            if (verb.word().equals(word)) {
                return verb;
            }
        }
        throw new IllegalArgumentException("There is no verb '" + word + "'");
    }

    CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(word()).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description).sortOptions(false);
        spec.addOption(text("state-dir", "DIR", "Where the watchdog keeps its state. Default: watchdog-state."));
        if (takesCommand) {
            spec.addOption(text("config", "FILE", "Options from a properties file; the command line goes before it."));
            OptionTable.addTo(spec);
            spec.addPositional(PositionalParamSpec.builder()
                    .paramLabel("COMMAND")
                    .arity("0..*")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .description("The bot's command and its arguments, after '--'.")
                    .build());
            // What follows the command belongs to the bot.
            spec.parser().stopAtPositional(true);
            spec.parser().trimQuotes(false);
        }
        if (this == STATUS) {
            spec.addOption(OptionSpec.builder("--json")
                    .type(boolean.class)
                    .description("One JSON object.")
                    .build());
        }
        if (this == EVENTS) {
            spec.addOption(text("lines", "N", "How many. Default: 20."));
        }
        return spec;
    }

    int run(ParseResult result, PrintWriter out, PrintWriter err) throws InterruptedException {
        return switch (this) {
            case RUN -> RunVerb.run(result, err);
            case STATUS -> StatusVerb.run(result, out);
            case STOP, RESTART, RESUME, DUMP -> ControlVerb.run(word(), result, out, err);
            case EVENTS -> EventsVerb.run(result, out, err);
            case CHECK_CONFIG -> CheckConfigVerb.run(result, out, err);
            case SYSTEMD_UNIT -> ServiceTexts.systemdUnit(result, out);
            case WINDOWS_TASK -> ServiceTexts.windowsTask(result, out);
        };
    }

    private static OptionSpec text(String name, String label, String description) {
        return OptionSpec.builder("--" + name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }
}
