package io.tradingrecovery.watchdog.internal.cli;

import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int count = Integer.parseInt(lines);
            Deque<String> last = new ArrayDeque<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last.add(line);
                if (last.size() > count) {
                    last.remove();
                }
            }
            last.forEach(out::println);
            return ExitCodes.OK;
        } catch (NoSuchFileException e) {
            err.println("recovery-watchdog: no watchdog has run in " + file.getParent());
            return ExitCodes.NOT_THE_ONE;
        } catch (IOException e) {
            err.println("recovery-watchdog: " + file + " can't be read: " + e);
            return ExitCodes.STATE_DIRECTORY;
        }
    }
}
