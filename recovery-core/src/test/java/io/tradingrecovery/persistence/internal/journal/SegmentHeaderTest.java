package io.tradingrecovery.persistence.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SegmentHeaderTest {

    private static final SegmentHeader HEADER =
            new SegmentHeader(4 << 20, 0x1234_5678_9abc_def0L, 7, 1001, new SegmentLink(6, 1000, 0xfeedbeef));

    @Test
    void readsBackWhatWasWritten() {
        ByteBuffer page = encoded();

        assertThat(page.position()).isEqualTo(SegmentHeader.PAGE_BYTES);
        assertThat(SegmentHeader.decode(page)).hasValue(HEADER);
    }

    @Test
    void noticesEachFlippedBit() {
        for (int bit = 0; bit < 72 * 8; bit++) {
            ByteBuffer page = encoded();
            page.put(bit / 8, (byte) (page.get(bit / 8) ^ 1 << bit % 8));

            assertThat(SegmentHeader.decode(page)).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void isNoHeaderWhenBlankOrTooShort() {
        assertThat(SegmentHeader.decode(ByteBuffer.allocate(SegmentHeader.PAGE_BYTES)))
                .isEmpty();
        assertThat(SegmentHeader.decode(
                        ByteBuffer.wrap(encoded().array(), 0, 4095).slice()))
                .isEmpty();
        assertThat(SegmentHeader.decode(ByteBuffer.allocate(0))).isEmpty();
    }

    @Test
    void namesSegmentsSoThatTheySortAsTheirNumbersDo() {
        assertThat(SegmentName.of(42)).isEqualTo("journal-0000000000000000042.wal");
        assertThat(SegmentName.parse("journal-0000000000000000042.wal")).hasValue(42);
        assertThat(SegmentName.parse("journal-0999999999999999999.wal")).hasValue(999_999_999_999_999_999L);
    }

    @Test
    void passesOverNamesThatAreNoSegments() {
        for (String name : new String[] {
            "journal-42.wal",
            "journal-0000000000000000000.wal",
            "journal-9999999999999999999.wal",
            "journal-9223372036854775807.wal",
            "journal-1000000000000000000.wal",
            "journal-0000000000000000042.wal.tmp",
            "snapshot-0000000000000000042.json"
        }) {
            assertThat(SegmentName.parse(name)).as(name).isEmpty();
        }
    }

    private static ByteBuffer encoded() {
        ByteBuffer page = ByteBuffer.allocate(SegmentHeader.PAGE_BYTES);
        HEADER.encode(page);
        return page;
    }
}
