package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.beat.BotLock;
import io.tradingrecovery.watchdog.internal.machine.Event;
import io.tradingrecovery.watchdog.internal.machine.Event.Before;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a new watchdog finds: a bot that outlived an earlier watchdog, or none. Three witnesses are heard: {@code bot.lock},
 * the process that the state file names, and on Linux the environment of every process.
 *
 * @param event what to tell the reducer
 * @param orphan the live bot, absent if there is none
 */
record FirstLook(Event event, @Nullable BotProcess orphan) {

    /** Longer than a bot takes from getting the lock to writing its pid into it. */
    private static final long LOCK_PATIENCE = Duration.ofSeconds(2).toNanos();

    /** Longer than a new process shows the environment of the watchdog that died while it created it. */
    private static final long LAUNCH_PATIENCE = Duration.ofSeconds(1).toNanos();

    private static final long POLL_MILLIS = 20;

    /** Looks. {@code mayEnd} allows to end descendants of a dead bot. */
    static FirstLook take(Path stateDirectory, Optional<SavedState> saved, Clocks clocks, boolean mayEnd)
            throws IOException, InterruptedException {
        Optional<FirstLook> holder = holderOfTheLock(stateDirectory);
        if (holder.isPresent()) {
            return holder.get();
        }
        if (saved.isPresent()) {
            SavedState state = saved.get();
            Optional<BotProcess> bot = process(state.number("pid"), state.text("identity"), state.text("launchId"));
            if (bot.isPresent()) {
                return found(bot.get(), "is the one of the state file");
            }
        }
        return byTraces(stateDirectory, saved, mayEnd).orElseGet(() -> new FirstLook(nothing(saved, clocks), null));
    }

    private static Optional<FirstLook> holderOfTheLock(Path stateDirectory) throws IOException, InterruptedException {
        long end = System.nanoTime() + LOCK_PATIENCE;
        while (true) {
            Optional<BotLock.Holder> holder = BotLock.holder(stateDirectory);
            if (holder.isEmpty()) {
                return Optional.empty();
            }
            long pid = holder.get().pid();
            Optional<BotProcess> bot =
                    process(pid, Boot.identity(pid), holder.get().launchId());
            if (bot.isPresent()) {
                return Optional.of(found(bot.get(), "holds bot.lock"));
            }
            if (System.nanoTime() - end >= 0) {
                return Optional.of(
                        unreachable("bot.lock is held by a process that can't be seen from here; it wrote pid " + pid
                                + ", perhaps in another container"));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static Optional<FirstLook> byTraces(Path stateDirectory, Optional<SavedState> saved, boolean mayEnd)
            throws InterruptedException {
        List<ProcessTraces.Trace> traces = ProcessTraces.ofDirectory(stateDirectory);
        boolean launching = saved.filter(state -> state.phase() == Phase.STARTING && state.number("pid") == 0)
                .isPresent();
        long end = System.nanoTime() + LAUNCH_PATIENCE;
        while (traces.isEmpty() && launching && System.nanoTime() - end < 0) {
            Thread.sleep(POLL_MILLIS);
            traces = ProcessTraces.ofDirectory(stateDirectory);
        }
        String dead = saved.filter(state -> state.number("pid") > 0)
                .map(state -> state.text("launchId"))
                .orElse("");
        for (ProcessTraces.Trace trace : traces) {
            boolean leftover = trace.launchId().equals(dead);
            if (isRoot(trace, traces) && !(leftover && mayEnd)) {
                Optional<BotProcess> bot = process(trace.pid(), Boot.identity(trace.pid()), trace.launchId());
                if (bot.isPresent()) {
                    return Optional.of(found(bot.get(), "was launched from this state directory"));
                }
            }
        }
        int survivors = traces.isEmpty() ? 0 : Leftovers.end(() -> ProcessTraces.ofDirectory(stateDirectory));
        return survivors == 0
                ? Optional.empty()
                : Optional.of(unreachable(survivors + " process(es) of an earlier bot could not be killed"));
    }

    private static FirstLook found(BotProcess bot, String why) {
        return new FirstLook(
                new Event.OrphanFound(bot.launchId(), "pid " + bot.pid() + " was alive already: it " + why), bot);
    }

    private static FirstLook unreachable(String why) {
        return new FirstLook(new Event.NoBotFound(Before.UNREACHABLE, why), null);
    }

    private static Event nothing(Optional<SavedState> saved, Clocks clocks) {
        if (saved.isEmpty()) {
            return new Event.NoBotFound(Before.NOTHING, "first start");
        }
        SavedState state = saved.get();
        Phase phase = state.phase();
        if (state.isExhausted()) {
            String cause = phase == Phase.EXHAUSTED ? state.text("cause") : "it was so when the watchdog was stopped";
            return new Event.NoBotFound(Before.EXHAUSTED, cause);
        }
        if (state.wasStopping() || phase == Phase.STOPPED || phase == Phase.INIT) {
            return new Event.NoBotFound(Before.NOTHING, "start after a stop");
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
        return ProcessHandle.of(pid).map(handle -> new BotProcess(id, handle, null, identity, EarlierPids.NONE, 0));
    }

    private static boolean isRoot(ProcessTraces.Trace trace, List<ProcessTraces.Trace> all) {
        long parent = ProcessHandle.of(trace.pid())
                .flatMap(ProcessHandle::parent)
                .map(ProcessHandle::pid)
                .orElse(0L);
        return all.stream().noneMatch(other -> other.pid() == parent);
    }
}
