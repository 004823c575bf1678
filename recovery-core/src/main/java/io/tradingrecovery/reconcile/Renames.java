package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Instruments that go by another symbol than the saved one: because an activity says so, or because the broker holds the
 * same asset id under the new symbol only.
 */
final class Renames {

    /** One change of a symbol, and the id of what proves it. */
    private record Rename(String newSymbol, String evidence) {}

    private final Map<String, Rename> bySymbol = new HashMap<>();

    private Renames() {}

    static Renames of(@Nullable SystemStateSnapshot copy, BrokerView view, BrokerPositions broker) {
        Renames renames = new Renames();
        if (copy == null) {
            return renames;
        }
        List<Position> gone = new ArrayList<>();
        for (Position position : copy.positions()) {
            if (position.assetId() != null && broker.get(position.symbol()) == null) {
                gone.add(position);
            }
        }
        List<Activity> changes = view.activities().activities().stream()
                .filter(activity -> activity.newSymbol() != null)
                .toList();
        if (!gone.isEmpty() || !changes.isEmpty()) {
            Set<String> held = new HashSet<>(broker.symbols());
            view.openOrders().forEach(order -> held.add(order.symbol()));
            renames.addActivities(changes, held);
            renames.addAssets(gone, copy.positions(), view.positions(), held);
        }
        return renames;
    }

    /** The symbol by which the broker names it now. */
    String now(String symbol) {
        if (bySymbol.isEmpty()) {
            return symbol;
        }
        Rename rename = bySymbol.get(symbol);
        for (int step = 0; rename != null && step < bySymbol.size(); step++) {
            symbol = rename.newSymbol;
            rename = bySymbol.get(symbol);
        }
        return symbol;
    }

    /** What proves that this symbol changed; absent where it did not. */
    @Nullable
    String evidence(String symbol) {
        Rename rename = bySymbol.get(symbol);
        return rename == null ? null : rename.evidence;
    }

    private void addActivities(List<Activity> activities, Set<String> held) {
        for (Activity activity : activities) {
            String from = activity.symbol();
            String to = activity.newSymbol();
            // A symbol that is still held was given to somebody else since.
            if (from != null && to != null && !held.contains(from)) {
                bySymbol.merge(from, new Rename(to, activity.activityId()), Renames::first);
            }
        }
    }

    /** Which of two contradicting ones counts must not depend on the order of the rows. */
    private static Rename first(Rename one, Rename other) {
        return one.evidence.compareTo(other.evidence) <= 0 ? one : other;
    }

    private void addAssets(List<Position> gone, List<Position> saved, List<Position> broker, Set<String> held) {
        Map<String, String> symbolByAsset = new TreeMap<>();
        for (Position position : broker) {
            if (position.assetId() != null) {
                symbolByAsset.merge(position.assetId(), position.symbol(), (one, other) -> "");
            }
        }
        Set<String> savedSymbols = new HashSet<>();
        saved.forEach(position -> savedSymbols.add(position.symbol()));
        for (Position position : gone) {
            String now = position.assetId() == null ? null : symbolByAsset.get(position.assetId());
            if (now != null && !now.isEmpty() && !held.contains(position.symbol()) && !savedSymbols.contains(now)) {
                bySymbol.putIfAbsent(position.symbol(), new Rename(now, "asset " + position.assetId()));
            }
        }
    }
}
