package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.machine.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests of the other verbs: a file in {@code control/}, named as the verb, holding who asks. */
public final class ControlFiles {

    /** The verbs, in the order in which requests found together are carried out. */
    public static final List<String> VERBS = List.of("stop", "resume", "restart", "dump");

    private static final int MAX_TEXT = 200;

    private ControlFiles() {}

    /** Leaves a request for the watchdog of a state directory. */
    public static Path request(Path stateDirectory, String verb, String by) throws IOException {
        Path control = stateDirectory.resolve("control");
        StateDirectory.createPrivate(control);
        Path file = control.resolve(verb);
        StateDirectory.replace(file, by);
        return file;
    }

    /** Takes the requests that lie there. */
    static List<Event> take(StateDirectory directory) throws IOException {
        String[] names = directory.control().toFile().list();
        List<Event> events = new ArrayList<>();
        if (names == null || names.length == 0) {
            return events;
        }
        for (String verb : VERBS) {
            Path file = directory.control().resolve(verb);
            if (List.of(names).contains(verb)) {
                String by = Files.readString(file).strip();
                Files.delete(file);
                Event event = event(verb, by.substring(0, Math.min(MAX_TEXT, by.length())));
                if (event != null) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    /** Removes requests that were meant for an earlier watchdog. */
    static void clear(StateDirectory directory) throws IOException {
        for (String verb : VERBS) {
            Files.deleteIfExists(directory.control().resolve(verb));
        }
    }

    private static @Nullable Event event(String verb, String by) {
        return switch (verb) {
            case "stop" -> new Event.StopRequested(by);
            case "restart" -> new Event.RestartRequested(by);
            case "resume" -> new Event.ResumeRequested(by);
            case "dump" -> new Event.DumpRequested(by);
            default -> null;
        };
    }
}
