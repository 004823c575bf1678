package io.tradingrecovery.watchdog.internal.machine;

/**
 * What the reducer knows of one launch. Immutable; times are nanoseconds of the monotonic clock.
 *
 * @param launchId names the launch; empty before the first
 * @param startedAt when the launch was ordered, or the bot adopted
 * @param readyAt when it became ready; meaningless while {@code status} is empty
 * @param status how it became ready, empty until then
 * @param blocked whether it said that it must not trade
 */
public record Bot(String launchId, long startedAt, long readyAt, String status, boolean blocked) {

    /** No launch yet. */
    static final Bot NONE = new Bot("", 0, 0, "", false);

    /** A launch that has not shown anything yet. */
    public static Bot launched(String launchId, long now) {
        return new Bot(launchId, now, 0, "", false);
    }

    /** Whether it has become ready. */
    public boolean isReady() {
        return !status.isEmpty();
    }

    Bot ready(String how, boolean notTrading, long now) {
        return new Bot(launchId, startedAt, isReady() ? readyAt : now, how, notTrading);
    }
}
