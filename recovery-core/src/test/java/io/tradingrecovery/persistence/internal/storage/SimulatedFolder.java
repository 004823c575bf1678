package io.tradingrecovery.persistence.internal.storage;

import java.util.Map;
import java.util.TreeMap;

/** A folder: the names that its readers see, and those that are certainly on disk. */
final class SimulatedFolder implements SimulatedNode {

    final Map<String, SimulatedNode> visible = new TreeMap<>();
    final Map<String, SimulatedNode> durable = new TreeMap<>();
}
