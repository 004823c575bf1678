/**
 * What the engine knows, kept on disk: {@link io.tradingrecovery.persistence.StatePersistence} saves and loads snapshots,
 * and {@link io.tradingrecovery.persistence.OrderJournal} keeps what must not be lost in between.
 */
package io.tradingrecovery.persistence;
