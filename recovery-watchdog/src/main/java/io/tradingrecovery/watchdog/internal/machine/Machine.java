package io.tradingrecovery.watchdog.internal.machine;

/**
 * The state of the watchdog. Immutable.
 *
 * @param phase what it is doing
 * @param cause why it is in that phase, for the operator
 * @param deadline when the phase ends by itself, in nanoseconds of the monotonic clock; {@link #NEVER} if it does not
 * @param bot the present launch, or the last one
 * @param launches how many launches this watchdog process has ordered
 * @param budget the restarts left
 * @param backoff the delays before them
 * @param exhausted whether the restarts were found used up and no bot was started since; outlasts a stop
 * @param afterExit what follows when the present bot is gone
 * @param exitCode what the watchdog process ends with, once the phase is STOPPED
 */
public record Machine(
        Phase phase,
        String cause,
        long deadline,
        Bot bot,
        long launches,
        RestartBudget budget,
        Backoff backoff,
        boolean exhausted,
        AfterExit afterExit,
        int exitCode) {

    /** A deadline that does not come. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The state before anything is known. */
    public static Machine initial(Settings settings) {
        return initial(
                settings,
                RestartBudget.full(settings.maxRestarts(), settings.window()),
                Backoff.fresh(settings.backoffInitial(), settings.backoffMax()));
    }

    /** The state before anything is known of the bot, with what an earlier watchdog process had used up. */
    public static Machine initial(Settings settings, RestartBudget budget, Backoff backoff) {
        return new Machine(
                Phase.INIT, "starting", NEVER, Bot.NONE, 0, budget, backoff, false, AfterExit.BY_RULES, ExitCodes.OK);
    }

    /** Whether the watchdog was told to stop. */
    public boolean isStopRequested() {
        return afterExit == AfterExit.STOP;
    }

    Machine to(Phase next, String why, long until) {
        return new Machine(next, why, until, bot, launches, budget, backoff, exhausted, afterExit, exitCode);
    }

    Machine until(long until) {
        return new Machine(phase, cause, until, bot, launches, budget, backoff, exhausted, afterExit, exitCode);
    }

    Machine with(Bot present) {
        return new Machine(phase, cause, deadline, present, launches, budget, backoff, exhausted, afterExit, exitCode);
    }

    Machine with(RestartBudget left) {
        return new Machine(phase, cause, deadline, bot, launches, left, backoff, exhausted, afterExit, exitCode);
    }

    Machine with(Backoff delays) {
        return new Machine(phase, cause, deadline, bot, launches, budget, delays, exhausted, afterExit, exitCode);
    }

    Machine then(AfterExit next) {
        return new Machine(phase, cause, deadline, bot, launches, budget, backoff, exhausted, next, exitCode);
    }

    Machine exhausted(String why, long until) {
        return new Machine(Phase.EXHAUSTED, why, until, bot, launches, budget, backoff, true, afterExit, exitCode);
    }

    Machine launching(Bot next, long count) {
        return new Machine(phase, cause, deadline, next, count, budget, backoff, false, AfterExit.BY_RULES, exitCode);
    }

    Machine ending(int code) {
        return new Machine(phase, cause, deadline, bot, launches, budget, backoff, exhausted, afterExit, code);
    }
}
