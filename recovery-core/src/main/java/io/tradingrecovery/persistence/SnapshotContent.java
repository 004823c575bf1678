package io.tradingrecovery.persistence;

import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.SystemStateSnapshot;

/**
 * A valid snapshot with what is in it. Immutable and safe to share between threads.
 *
 * @param source the file it was read from
 * @param state the engine's own copy
 * @param journal what the journal added up to when the copy was taken
 */
public record SnapshotContent(SnapshotFile.Valid source, SystemStateSnapshot state, JournalState journal) {}
