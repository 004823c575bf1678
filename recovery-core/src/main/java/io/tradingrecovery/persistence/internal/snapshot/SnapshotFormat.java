package io.tradingrecovery.persistence.internal.snapshot;

import io.tradingrecovery.persistence.internal.json.JsonReader;
import java.io.IOException;

/**
 * How the fields behind {@code "version"} are read in one version of the format. An old version keeps its reader for ever
 * and yields today's records: that is its migration, and sections stay byte for byte what they were.
 */
public interface SnapshotFormat {

    /** The version this reads. */
    int version();

    /** Reads the fields up to the end of the document's object; {@code in} stands behind {@code "version"}. */
    SnapshotDocument read(JsonReader in) throws IOException;
}
