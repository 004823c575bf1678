package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.WatchdogConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a bot hands to the watchdog that it starts: the mode, the settings, and its own command line. */
public final class SidecarFile {

    private static final String OPTION = "option.";
    private static final String WORD = "word.";
    private static final String MODE = "mode";

    private SidecarFile() {}

    /** Writes the file; only its owner can read it. */
    public static void write(WatchdogConfig config, Mode mode, List<String> command) throws IOException {
        Map<String, String> values = new TreeMap<>();
        values.put(MODE, mode.name());
        config.options().forEach((name, value) -> values.put(OPTION + name, value));
        for (int i = 0; i < command.size(); i++) {
            values.put(WORD + i, command.get(i));
        }
        StateFile.write(file(config.stateDirectory()), values);
    }

    /** The settings that were handed over. */
    static WatchdogConfig config(Path stateDirectory) throws IOException {
        Map<String, String> values = values(stateDirectory);
        WatchdogConfig.Builder builder = WatchdogConfig.builder().stateDirectory(stateDirectory);
        List<String> command = new ArrayList<>();
        for (int i = 0; values.containsKey(WORD + i); i++) {
            command.add(values.getOrDefault(WORD + i, ""));
        }
        values.forEach((name, value) -> {
            if (name.startsWith(OPTION)) {
                builder.option(name.substring(OPTION.length()), value);
            }
        });
        return builder.command(command).build();
    }

    static Mode mode(Path stateDirectory) throws IOException {
        return values(stateDirectory).getOrDefault(MODE, "").equals(Mode.GUARD.name()) ? Mode.GUARD : Mode.SIDECAR;
    }

    private static Map<String, String> values(Path stateDirectory) throws IOException {
        StateFile.Content content = StateFile.read(file(stateDirectory));
        if (content instanceof StateFile.Content.Whole whole) {
            return whole.values();
        }
        throw new IOException(file(stateDirectory) + " is missing or damaged: " + content);
    }

    private static Path file(Path stateDirectory) {
        return stateDirectory.resolve("sidecar");
    }
}
