package io.tradingrecovery.persistence.internal.storage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A change of names: one appears, one disappears, or, in a rename, both.
 *
 * @param removed the places that lose their name
 * @param inserted the places that get one, and what it leads to
 * @param unsynced the folders whose sync it waits for
 */
record NameChange(Set<Place> removed, Map<Place, SimulatedNode> inserted, Set<SimulatedFolder> unsynced) {

    /** A name in a folder, taken or not. */
    record Place(SimulatedFolder folder, String name) {}

    static NameChange insertion(Place at, SimulatedNode node) {
        return of(Set.of(), Map.of(at, node));
    }

    static NameChange removal(Place at) {
        return of(Set.of(at), Map.of());
    }

    static NameChange rename(Place from, Place to, SimulatedNode node) {
        return of(Set.of(from), Map.of(to, node));
    }

    private static NameChange of(Set<Place> removed, Map<Place, SimulatedNode> inserted) {
        NameChange change = new NameChange(removed, inserted, new HashSet<>());
        change.places().forEach(place -> change.unsynced.add(place.folder()));
        return change;
    }

    boolean isRename() {
        return !removed.isEmpty() && !inserted.isEmpty();
    }

    Set<Place> places() {
        Set<Place> places = new HashSet<>(removed);
        places.addAll(inserted.keySet());
        return places;
    }

    /** The same change of other nodes, for a copied disk. */
    NameChange copy(Function<SimulatedNode, SimulatedNode> copies) {
        Set<Place> removedCopies = new HashSet<>();
        removed.forEach(place -> removedCopies.add(copy(place, copies)));
        Map<Place, SimulatedNode> insertedCopies = new HashMap<>();
        inserted.forEach((place, node) -> insertedCopies.put(copy(place, copies), copies.apply(node)));
        Set<SimulatedFolder> unsyncedCopies = new HashSet<>();
        unsynced.forEach(folder -> unsyncedCopies.add((SimulatedFolder) copies.apply(folder)));
        return new NameChange(removedCopies, insertedCopies, unsyncedCopies);
    }

    private static Place copy(Place place, Function<SimulatedNode, SimulatedNode> copies) {
        return new Place((SimulatedFolder) copies.apply(place.folder), place.name);
    }

    /** Makes the change in the names that {@code names} gives for each folder. */
    void applyTo(Function<SimulatedFolder, Map<String, SimulatedNode>> names) {
        remove(names);
        insert(names);
    }

    void insert(Function<SimulatedFolder, Map<String, SimulatedNode>> names) {
        inserted.forEach((place, node) -> names.apply(place.folder).put(place.name, node));
    }

    private void remove(Function<SimulatedFolder, Map<String, SimulatedNode>> names) {
        removed.forEach(place -> names.apply(place.folder).remove(place.name));
    }
}
