package io.tradingrecovery.persistence;

import io.tradingrecovery.persistence.SnapshotDifference.Change;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares two snapshots: a function of its inputs. Amounts are equal if they compare as equal, so 1.1 is 1.10. */
final class SnapshotDiff {

    private final List<SnapshotDifference> differences = new ArrayList<>();

    private SnapshotDiff() {}

    static List<SnapshotDifference> between(SnapshotContent before, SnapshotContent after) {
        SnapshotDiff diff = new SnapshotDiff();
        diff.rows("positions", before.state().positions(), after.state().positions(), Position::symbol);
        diff.rows("orders", before.state().orders(), after.state().orders(), Order::clientOrderId);
        diff.rows("fills", before.state().fills(), after.state().fills(), Fill::fillId);
        diff.one("account", before.state().account(), after.state().account());
        diff.one("riskLimits", before.state().riskLimits(), after.state().riskLimits());
        diff.one("session", before.state().session(), after.state().session());
        diff.keyed("sections", before.state().sections(), after.state().sections());
        diff.rows(
                "journaledOrders",
                before.journal().orders(),
                after.journal().orders(),
                journaled -> journaled.order().clientOrderId());
        diff.one("halt", before.journal().halt(), after.journal().halt());
        return List.copyOf(diff.differences);
    }

    private <T extends Record> void rows(
            String part, Collection<T> before, Collection<T> after, Function<T, String> key) {
        keyed(part, byKey(before, key), byKey(after, key));
    }

    /** A key that occurs again gets a number, so that no row hides another. */
    private static <T> Map<String, T> byKey(Collection<T> rows, Function<T, String> key) {
        Map<String, T> byKey = new LinkedHashMap<>();
        for (T row : rows) {
            String name = key.apply(row);
            String free = name;
            for (int i = 2; byKey.containsKey(free); i++) {
                free = name + " (" + i + ")";
            }
            byKey.put(free, row);
        }
        return byKey;
    }

    private void keyed(String part, Map<String, ? extends Record> before, Map<String, ? extends Record> after) {
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            compare(part, key, before.get(key), after.get(key));
        }
    }

    private void one(String part, @Nullable Record before, @Nullable Record after) {
        compare(part, "", before, after);
    }

    private void compare(String part, String key, @Nullable Record before, @Nullable Record after) {
        if (before != null && after != null) {
            fields(part, key, RecordFields.of(before), RecordFields.of(after));
        } else if (after != null) {
            differences.add(new SnapshotDifference(part, key, Change.ADDED, "", null, RecordFields.describe(after)));
        } else if (before != null) {
            differences.add(new SnapshotDifference(part, key, Change.REMOVED, "", RecordFields.describe(before), null));
        }
    }

    private void fields(String part, String key, Map<String, String> before, Map<String, String> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String old = before.get(name);
            String now = after.get(name);
            if (!Objects.equals(old, now)) {
                differences.add(new SnapshotDifference(part, key, Change.CHANGED, name, old, now));
            }
        }
    }
}
