package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.DiskErrors;
import java.io.IOException;

/** There is no segment to write to and none can be made. */
final class NoSegmentException extends IOException {

    private static final long serialVersionUID = 1L;

    NoSegmentException(IOException cause) {
        super(DiskErrors.inWords(cause), cause);
    }
}
