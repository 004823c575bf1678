package io.tradingrecovery.persistence.internal.journal;

import java.util.ArrayList;
import java.util.List;

/** Collects what stands behind the end of a journal, in bounded memory. Confined to one thread. */
final class TailCollector {

    private final List<CutTail> pieces = new ArrayList<>();
    private int room = CutTail.MAX_BYTES;

    /** Adds what a segment holds from an offset on, unless that is nothing but zeros. */
    void add(String segment, SegmentImage image, int offset) {
        if (offset >= image.end()) {
            return;
        }
        byte[] bytes = image.copy(offset, image.end());
        List<String> clientOrderIds = ClientOrderIds.legibleIn(bytes);
        byte[] kept = bytes.length <= room ? bytes : image.copy(offset, offset + room);
        room -= kept.length;
        pieces.add(new CutTail(segment, offset, bytes.length, kept, clientOrderIds));
    }

    List<CutTail> pieces() {
        return pieces;
    }
}
