package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.alert.Courier;
import io.tradingrecovery.watchdog.internal.config.Options;
import io.tradingrecovery.watchdog.internal.machine.Event;
import io.tradingrecovery.watchdog.internal.machine.Machine;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is looked after from time to time: requests, the size of the output, the bot's heartbeats, the ping. One part that
 * fails, such as a copy on a full disk, keeps no other from being done; it is reported, once until it works again. For the
 * supervisor's thread.
 */
final class Rounds {

    private static final long PING = Duration.ofMinutes(1).toNanos();

    private final StateDirectory directory;
    private final @Nullable OutputFiles output;
    private final String pingUrl;
    private final Courier courier;
    private final Clocks clocks;
    private final Journal journal;
    private final Set<String> failing = new HashSet<>();
    private long nextPing;

    Rounds(
            StateDirectory directory,
            @Nullable OutputFiles output,
            Options options,
            Courier courier,
            Clocks clocks,
            Journal journal) {
        this.directory = directory;
        this.output = output;
        this.pingUrl = options.pingUrl();
        this.courier = courier;
        this.clocks = clocks;
        this.journal = journal;
        this.nextPing = clocks.nanos();
    }

    /** One part of a round, and what it finds. */
    @FunctionalInterface
    private interface Part {
        List<Event> look() throws IOException;
    }

    /** What is new since the last round. */
    List<Event> look(Machine machine, @Nullable BotWatch watch) {
        List<Event> news = new ArrayList<>(part("taking requests", () -> ControlFiles.take(directory)));
        if (watch != null && machine.phase().hasBot()) {
            news.addAll(part("looking after the bot", () -> watch.look(machine, clocks.nanos())));
        }
        if (output != null) {
            part("cutting the output", () -> {
                output.rotate();
                return List.of();
            });
        }
        ping(machine);
        return news;
    }

    private List<Event> part(String name, Part part) {
        try {
            List<Event> news = part.look();
            failing.remove(name);
            return news;
        } catch (IOException | RuntimeException e) {
            if (failing.add(name)) {
                journal.problem(name + " failed, and is tried again: " + e);
            }
            return List.of();
        }
    }

    private void ping(Machine machine) {
        boolean well = machine.phase() == Phase.RUNNING && !machine.bot().blocked();
        if (well && !pingUrl.isEmpty() && clocks.nanos() - nextPing >= 0) {
            nextPing = clocks.nanos() + PING;
            courier.ping(pingUrl);
        }
    }
}
