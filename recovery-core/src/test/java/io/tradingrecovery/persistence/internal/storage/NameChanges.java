package io.tradingrecovery.persistence.internal.storage;

import io.tradingrecovery.persistence.internal.storage.Fates.Fate;
import io.tradingrecovery.persistence.internal.storage.NameChange.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The changes of names that the disk does not certainly have, in their order.
 *
 * <p>A rename between folders waits for the sync of both. Until then both names may be found, but never neither: file
 * systems write a rename as one step, or the new name first.
 */
final class NameChanges {

    private final List<NameChange> changes = new ArrayList<>();

    /** Makes a change visible; it reaches the disk with a sync, or by chance. */
    void add(NameChange change) {
        change.applyTo(folder -> folder.visible);
        changes.add(change);
    }

    /** Makes the names of a folder durable, and with them the earlier changes of the same names. */
    void sync(SimulatedFolder folder) {
        changes.forEach(change -> change.unsynced().remove(folder));
        Set<Place> settledPlaces = new HashSet<>();
        List<NameChange> settled = new ArrayList<>();
        for (int i = changes.size() - 1; i >= 0; i--) {
            NameChange change = changes.get(i);
            if (change.unsynced().isEmpty() || change.places().stream().anyMatch(settledPlaces::contains)) {
                settledPlaces.addAll(change.places());
                settled.add(0, changes.remove(i));
            }
        }
        settled.forEach(change -> change.applyTo(each -> each.durable));
    }

    /** The same changes of other nodes. */
    NameChanges copy(Function<SimulatedNode, SimulatedNode> copies) {
        NameChanges copy = new NameChanges();
        changes.forEach(change -> copy.changes.add(change.copy(copies)));
        return copy;
    }

    /**
     * Makes those changes that survive a power failure in the names that {@code names} gives for each folder. A change
     * is lost if an earlier one of the same name is, or the folder it was made in.
     */
    void decide(Fates fates, Function<SimulatedFolder, Map<String, SimulatedNode>> names) {
        Set<Object> lost = new HashSet<>();
        for (NameChange change : changes) {
            switch (dependsOnAny(change, lost) ? Fate.LOST : fateOf(change, fates)) {
                case KEPT -> change.applyTo(names);
                case LOST -> {
                    lost.addAll(change.places());
                    lost.addAll(change.inserted().values());
                }
                case TORN -> {
                    change.insert(names);
                    lost.addAll(change.removed());
                }
            }
        }
    }

    private static boolean dependsOnAny(NameChange change, Set<Object> lost) {
        return change.places().stream().anyMatch(place -> lost.contains(place) || lost.contains(place.folder()));
    }

    private static Fate fateOf(NameChange change, Fates fates) {
        Fate fate = fates.next();
        if (fate == Fate.TORN && !change.isRename()) {
            return fates.heads() ? Fate.KEPT : Fate.LOST;
        }
        return fate;
    }
}
