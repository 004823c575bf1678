package io.tradingrecovery.persistence.internal.storage;

/** What a name leads to. */
sealed interface SimulatedNode permits SimulatedFile, SimulatedFolder {}
