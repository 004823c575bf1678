package io.tradingrecovery.persistence.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class RecordFormatTest {

    private static final long EPOCH = 77;

    @Test
    void readsBackARecordOfEachType() {
        for (RecordType type : RecordType.values()) {
            byte[] payload = {1, 2, 3};
            SegmentImage image = new SegmentImage(encoded(type, payload));

            assertThat(image.recordAt(0)).hasValueSatisfying(found -> {
                assertThat(found.sequence()).isEqualTo(9);
                assertThat(found.durableUpTo()).isEqualTo(4);
                assertThat(found.epoch()).isEqualTo(EPOCH);
                assertThat(found.previousCrc()).isEqualTo(0xcafe);
                assertThat(RecordType.of(found.typeCode())).hasValue(type);
                assertThat(found.end()).isEqualTo(56);
                assertThat(image.payload(found)).isEqualTo(payload);
            });
        }
    }

    @Test
    void takesPayloadsOfEveryLengthUpToTheLimit() {
        for (int length : new int[] {0, 1, 7, 8, 9, 4096, RecordFormat.MAX_PAYLOAD_BYTES}) {
            byte[] payload = new byte[length];
            new Random(length).nextBytes(payload);
            byte[] record = encoded(RecordType.NOTE, payload);
            SegmentImage image = new SegmentImage(record);

            assertThat(record).hasSize(RecordFormat.sizeOf(length));
            assertThat(record.length % RecordFormat.ALIGNMENT).isZero();
            assertThat(image.recordAt(0).map(image::payload)).hasValue(payload);
        }
    }

    @Test
    void encodesADirectBufferAsItDoesAnArray() {
        byte[] payload = {5, 6, 7, 8, 9};
        ByteBuffer direct = ByteBuffer.allocateDirect(200);
        for (int i = 0; i < 200; i++) {
            direct.put(i, (byte) 0xff); // What an earlier group left there.
        }
        direct.position(16).limit(180);

        RecordFormat.encode(direct, new CRC32C(), EPOCH, 9, 4, 0xcafe, RecordType.FILL, payload);

        assertThat(direct.position()).isEqualTo(16 + 56);
        assertThat(direct.limit()).isEqualTo(180);
        byte[] written = new byte[56];
        direct.get(16, written);
        assertThat(written).isEqualTo(encoded(RecordType.FILL, payload));
    }

    @Test
    void noticesEachFlippedBit() {
        byte[] record = encoded(RecordType.SUBMIT, new byte[] {1, 2, 3, 4, 5});
        for (int bit = 0; bit < record.length * 8; bit++) {
            byte[] flipped = record.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(new SegmentImage(flipped).recordAt(0)).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void believesALengthOnlyIfItsOwnCheckAgrees() {
        ByteBuffer record = ByteBuffer.wrap(encoded(RecordType.SUBMIT, new byte[] {1, 2, 3}));
        record.putInt(4, record.getInt(4) + 1);
        int crc = RecordFormat.recordCrc(record, new CRC32C(), 0, record.capacity());
        record.clear().putInt(40, crc);

        assertThat(new SegmentImage(record.array()).recordAt(0)).isEmpty();
    }

    @Test
    void takesNoRunOfZerosForARecord() {
        assertThat(new SegmentImage(new byte[4096]).nextRecord(0)).isEmpty();
    }

    @Test
    void findsARecordOnlyWhereItBeginsAtAMultipleOfEight() {
        byte[] record = encoded(RecordType.SUBMIT, new byte[11]);
        byte[] shifted = new byte[200];
        System.arraycopy(record, 0, shifted, 104, record.length);

        assertThat(new SegmentImage(shifted).nextRecord(0))
                .hasValueSatisfying(found -> assertThat(found.offset()).isEqualTo(104));
    }

    @Test
    void refusesARecordThatReachesBeyondTheFile() {
        byte[] record = encoded(RecordType.SUBMIT, new byte[64]);
        for (int length = 0; length < record.length; length++) {
            byte[] cut = new byte[length];
            System.arraycopy(record, 0, cut, 0, length);

            assertThat(new SegmentImage(cut).recordAt(0))
                    .as("cut to %d", length)
                    .isEmpty();
        }
    }

    @Test
    void keepsTheCodesThatStandInFiles() {
        assertThat(RecordType.values())
                .extracting(type -> type + " " + type.code())
                .containsExactly(
                        "SUBMIT 1",
                        "REPLACE 2",
                        "CANCEL 3",
                        "ANSWER 4",
                        "FILL 5",
                        "CLOSED 6",
                        "HALT 7",
                        "CLEAR_HALT 8",
                        "NOTE 9",
                        "WITNESS 10");
        assertThat(RecordType.of(11)).isEmpty();
        assertThat(RecordType.of(0)).isEmpty();
    }

    private static byte[] encoded(RecordType type, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(RecordFormat.sizeOf(payload.length));
        RecordFormat.encode(out, new CRC32C(), EPOCH, 9, 4, 0xcafe, type, payload);
        return out.array();
    }
}
