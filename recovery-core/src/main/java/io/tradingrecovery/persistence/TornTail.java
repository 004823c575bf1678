package io.tradingrecovery.persistence;

import java.nio.file.Path;
import java.util.List;

/**
 * The end of the journal that was being written when everything stopped, and that nobody was told is durable. It is cut
 * off logically, and its bytes are kept in quarantine. Immutable and safe to share between threads.
 *
 * @param segment the file it was found in
 * @param offset where in the file it begins, in bytes
 * @param bytes its length
 * @param clientOrderIds the orders still legible in it: their intent was not acknowledged, so a correct bot has not sent
 *     them, but the broker is worth asking
 */
public record TornTail(Path segment, long offset, long bytes, List<String> clientOrderIds) {

    public TornTail {
        clientOrderIds = List.copyOf(clientOrderIds);
    }
}
