package io.tradingrecovery.watchdog.internal.machine;

/** Something that happened. Events about a bot carry the id of its launch; an event of another launch changes nothing. */
public sealed interface Event {

    /** An event about one launch. */
    sealed interface OfLaunch extends Event {
        /** The launch it is about. */
        String launchId();
    }

    /** The first look found no bot. {@code before} says how the last watchdog process left things. */
    record NoBotFound(Before before, String cause) implements Event {}

    /** The first look found a live bot of an earlier launch. */
    record OrphanFound(String launchId, String description) implements Event {}

    /** The process exists. */
    record Launched(String launchId) implements OfLaunch {}

    /** The process could not be created. */
    record LaunchFailed(String launchId, String reason) implements OfLaunch {}

    /** The process, and what it left behind, is gone. */
    record Exited(String launchId, Exit exit) implements OfLaunch {}

    /** The bot says that it is still starting. */
    record StillStarting(String launchId) implements OfLaunch {}

    /** The bot is ready, or says so again with another status. */
    record Ready(String launchId, String status, boolean blocked) implements OfLaunch {}

    /** A work loop missed its deadline. */
    record BeatMissed(String launchId, String loop, long silence) implements OfLaunch {}

    /** Every work loop beats again. */
    record BeatsBack(String launchId) implements OfLaunch {}

    /** The bot says that it is ending. */
    record BotStopping(String launchId) implements OfLaunch {}

    /** The thread dumps of a hung bot are taken, as far as that was possible. */
    record DumpTaken(String launchId, String path) implements OfLaunch {}

    /** The watchdog was told to stop the bot and end. */
    record StopRequested(String by) implements Event {}

    /** An operator asks for a restart. */
    record RestartRequested(String by) implements Event {}

    /** An operator has dealt with the reason why nothing is started. */
    record ResumeRequested(String by) implements Event {}

    /** An operator asks for thread dumps of a bot that is to live on. */
    record DumpRequested(String by) implements Event {}

    /** The watchdog itself was not running for that many nanoseconds. */
    record WatcherLate(long by) implements Event {}

    /** Time has passed. */
    record Tick() implements Event {}

    /** How the last watchdog process left things. */
    enum Before {
        /** It ended in order, or there was none, or the machine was started since. */
        NOTHING,
        /** A bot was running, or about to be started again. */
        DIED_SINCE,
        /** The restart budget was used up. */
        EXHAUSTED,
        /** Starting was pointless until a person acted. */
        GATED,
        /** Something of an earlier bot lives, and can neither be watched nor ended from here. */
        UNREACHABLE
    }
}
