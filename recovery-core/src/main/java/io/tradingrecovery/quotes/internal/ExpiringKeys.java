package io.tradingrecovery.quotes.internal;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values by key that are forgotten after a while, and of which there are never more than a fixed number. Thread-safe. */
public final class ExpiringKeys<V> {

    private record Entry<V>(V value, long until) {}

    private final ConcurrentHashMap<String, Entry<V>> entries = new ConcurrentHashMap<>();
    private final long lifetime;
    private final int most;

    /** Keeps each for {@code lifetimeNanos}. */
    public ExpiringKeys(long lifetimeNanos, int most) {
        this.lifetime = lifetimeNanos;
        this.most = most;
    }

    /** Remembers a value from now on. When there is no room, all are forgotten: they are found out again. */
    public void put(String key, V value, long now) {
        if (entries.size() >= most) {
            entries.values().removeIf(entry -> isOver(entry, now));
            if (entries.size() >= most) {
                entries.clear();
            }
        }
        entries.put(key, new Entry<>(value, now + lifetime));
    }

    /** The value, while it is remembered. */
    public @Nullable V get(String key, long now) {
        if (entries.isEmpty()) {
            return null;
        }
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        if (isOver(entry, now)) {
            entries.remove(key, entry);
            return null;
        }
        return entry.value();
    }

    /** Forgets a key. */
    public void remove(String key) {
        if (!entries.isEmpty()) {
            entries.remove(key);
        }
    }

    private static boolean isOver(Entry<?> entry, long now) {
        return now - entry.until() >= 0;
    }
}
