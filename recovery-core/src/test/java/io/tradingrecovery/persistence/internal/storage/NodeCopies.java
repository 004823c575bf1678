package io.tradingrecovery.persistence.internal.storage;

import java.util.HashMap;
import java.util.Map;

/** Copies of nodes and of all below them; one for each node, however many names lead to it. */
final class NodeCopies {

    private final Map<SimulatedNode, SimulatedNode> copies = new HashMap<>();

    SimulatedNode of(SimulatedNode node) {
        SimulatedNode known = copies.get(node);
        if (known != null) {
            return known;
        }
        if (node instanceof SimulatedFile file) {
            SimulatedFile copy = file.copy();
            copies.put(node, copy);
            return copy;
        }
        return ofFolder((SimulatedFolder) node);
    }

    private SimulatedFolder ofFolder(SimulatedFolder folder) {
        SimulatedFolder copy = new SimulatedFolder();
        copies.put(folder, copy);
        folder.visible.forEach((name, child) -> copy.visible.put(name, of(child)));
        folder.durable.forEach((name, child) -> copy.durable.put(name, of(child)));
        return copy;
    }
}
