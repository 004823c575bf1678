package io.tradingrecovery.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every value something ever had, and from which change on. Not thread-safe. */
final class Versions<T> {

    private record Version<T>(long change, @Nullable T value) {}

    private final List<Version<T>> versions = new ArrayList<>(2);

    /** Sets the value from that change on; changes come in their order. */
    void set(long change, @Nullable T value) {
        int last = versions.size() - 1;
        if (last >= 0 && versions.get(last).change() == change) {
            versions.set(last, new Version<>(change, value));
        } else {
            versions.add(new Version<>(change, value));
        }
    }

    @Nullable
    T latest() {
        return versions.isEmpty() ? null : versions.get(versions.size() - 1).value();
    }

    /** The value as of that change; absent if it had none yet or none any more. */
    @Nullable
    T at(long change) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).change() <= change) {
                return versions.get(i).value();
            }
        }
        return null;
    }

    /** The value before the one as of that change; absent if there was none. */
    @Nullable
    T before(long change) {
        for (int i = versions.size() - 1; i > 0; i--) {
            if (versions.get(i).change() <= change) {
                return versions.get(i - 1).value();
            }
        }
        return null;
    }
}
