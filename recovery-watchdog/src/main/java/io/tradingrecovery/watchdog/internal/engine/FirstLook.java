package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.beat.BotLock;
import io.tradingrecovery.watchdog.internal.machine.Event;
import io.tradingrecovery.watchdog.internal.machine.Event.Before;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new watchdog finds: a bot that outlived an earlier watchdog, or none. Three witnesses are heard: {@code bot.lock},
 * the process that the state file names, and on Linux the environment of every process.
 *
 * @param event what to tell the reducer
 * @param orphan the live bot, absent if there is none
 */
record FirstLook(Event event, @Nullable BotProcess orphan) {

    /** Looks. {@code mayEnd} allows to end descendants of a dead bot. */
    static FirstLook take(Path stateDirectory, Optional<SavedState> saved, Clocks clocks, boolean mayEnd)
            throws IOException, InterruptedException {
        Optional<BotLock.Holder> holder = BotLock.holder(stateDirectory);
        if (holder.isPresent() && holder.get().pid() > 0) {
            Optional<BotProcess> bot = process(
                    holder.get().pid(),
                    Boot.identity(holder.get().pid()),
                    holder.get().launchId());
            if (bot.isPresent()) {
                return found(bot.get(), "holds bot.lock");
            }
        }
        if (saved.isPresent()) {
            SavedState state = saved.get();
            Optional<BotProcess> bot = process(state.number("pid"), state.text("identity"), state.text("launchId"));
            if (bot.isPresent()) {
                return found(bot.get(), "is the one of the state file");
            }
        }
        List<ProcessTraces.Trace> traces = ProcessTraces.ofDirectory(stateDirectory);
        String dead = saved.filter(state -> state.number("pid") > 0)
                .map(state -> state.text("launchId"))
                .orElse("");
        for (ProcessTraces.Trace trace : traces) {
            boolean leftover = trace.launchId().equals(dead);
            if (!leftover && isRoot(trace, traces)) {
                Optional<BotProcess> bot = process(trace.pid(), Boot.identity(trace.pid()), trace.launchId());
                if (bot.isPresent()) {
                    return found(bot.get(), "was launched from this state directory");
                }
            }
        }
        if (!traces.isEmpty() && mayEnd) {
            Leftovers.end(() -> ProcessTraces.ofDirectory(stateDirectory));
        }
        return new FirstLook(nothing(saved, clocks), null);
    }

    private static FirstLook found(BotProcess bot, String why) {
        return new FirstLook(
                new Event.OrphanFound(bot.launchId(), "pid " + bot.pid() + " was alive already: it " + why), bot);
    }

    private static Event nothing(Optional<SavedState> saved, Clocks clocks) {
        if (saved.isEmpty()) {
            return new Event.NoBotFound(Before.NOTHING, "first start");
        }
        SavedState state = saved.get();
        Phase phase = state.phase();
        if (state.wasStopping() || phase == Phase.STOPPED || phase == Phase.INIT) {
            return new Event.NoBotFound(Before.NOTHING, "start after a stop");
        }
        if (phase == Phase.EXHAUSTED) {
            return new Event.NoBotFound(Before.EXHAUSTED, state.text("cause"));
        }
        if (phase == Phase.GATED) {
            return new Event.NoBotFound(Before.GATED, state.text("cause"));
        }
        return state.isFromThisBoot(clocks)
                ? new Event.NoBotFound(Before.DIED_SINCE, "the bot ended while no watchdog ran")
                : new Event.NoBotFound(Before.NOTHING, "start after the machine was restarted");
    }

    private static Optional<BotProcess> process(long pid, String identity, String launchId) {
        if (pid == ProcessHandle.current().pid() || !Boot.isAlive(pid, identity)) {
            return Optional.empty();
        }
        String id = launchId.isEmpty() ? "unknown-" + pid : launchId;
        return ProcessHandle.of(pid).map(handle -> new BotProcess(id, handle, null, identity, Set.of(), 0));
    }

    private static boolean isRoot(ProcessTraces.Trace trace, List<ProcessTraces.Trace> all) {
        long parent = ProcessHandle.of(trace.pid())
                .flatMap(ProcessHandle::parent)
                .map(ProcessHandle::pid)
                .orElse(0L);
        return all.stream().noneMatch(other -> other.pid() == parent);
    }
}
