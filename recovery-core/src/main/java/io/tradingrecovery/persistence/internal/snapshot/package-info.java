/**
 * Snapshot files: their format ({@link io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec}) and their life in
 * the directory ({@link io.tradingrecovery.persistence.internal.snapshot.SnapshotStore}). Not API.
 */
package io.tradingrecovery.persistence.internal.snapshot;
