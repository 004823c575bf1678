package io.tradingrecovery.watchdog.internal.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * How many automatic restarts are left: a sliding window that only time empties, never uptime. Immutable.
 *
 * @param limit the most restarts in any window
 * @param window its length in nanoseconds
 * @param restarts when the counted restarts happened, oldest first, on the monotonic clock
 */
public record RestartBudget(int limit, long window, List<Long> restarts) {

    public RestartBudget {
        restarts = List.copyOf(restarts);
    }

    /** A budget of which nothing is used. */
    public static RestartBudget full(int limit, long window) {
        return new RestartBudget(limit, window, List.of());
    }

    /** How many restarts the window that ends now holds. */
    public int used(long now) {
        int used = 0;
        for (long at : restarts) {
            if (now - at <= window) {
                used++;
            }
        }
        return used;
    }

    /** Whether another restart now would exceed the limit. */
    public boolean isExhausted(long now) {
        return used(now) >= limit;
    }

    /** This budget after a restart now. */
    public RestartBudget spend(long now) {
        List<Long> kept = new ArrayList<>(restarts);
        kept.removeIf(at -> now - at > window);
        kept.add(now);
        return new RestartBudget(limit, window, kept);
    }

    /** This budget as if nothing had been used of it. */
    public RestartBudget cleared() {
        return full(limit, window);
    }
}
