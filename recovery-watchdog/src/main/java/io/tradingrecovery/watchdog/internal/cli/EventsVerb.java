package io.tradingrecovery.watchdog.internal.cli;

import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import picocli.CommandLine.ParseResult;

/** {@code events}. */
final class EventsVerb {

    private EventsVerb() {}

    static int run(ParseResult result, PrintWriter out, PrintWriter err) {
        String lines = result.matchedOptionValue("--lines", "20");
        if (!lines.matches("\\d{1,6}")) {
            throw new IllegalArgumentException("--lines is '" + lines + "'; write a number from 0 to 999999");
        }
        Path file = OptionTable.stateDirectory(result).resolve("events.jsonl");
        if (!Files.exists(file)) {
            err.println("recovery-watchdog: no watchdog has run in " + file.getParent());
            return ExitCodes.NOT_THE_ONE;
        }
        try {
            Deque<String> last = new ArrayDeque<>();
            collect(file.resolveSibling(file.getFileName() + ".1"), Integer.parseInt(lines), last);
            collect(file, Integer.parseInt(lines), last);
            last.forEach(out::println);
            return ExitCodes.OK;
        } catch (IOException e) {
            err.println("recovery-watchdog: " + file + " can't be read: " + e);
            return ExitCodes.STATE_DIRECTORY;
        }
    }

    private static void collect(Path file, int count, Deque<String> last) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last.add(line);
                if (last.size() > count) {
                    last.remove();
                }
            }
        }
    }
}
