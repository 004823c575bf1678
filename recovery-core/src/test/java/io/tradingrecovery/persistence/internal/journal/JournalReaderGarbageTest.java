package io.tradingrecovery.persistence.internal.journal;

import static io.tradingrecovery.persistence.internal.journal.SampleJournal.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader takes whatever bytes it finds: it classifies them and throws nothing but read errors. */
class JournalReaderGarbageTest {

    private static final boolean TORTURE = Boolean.getBoolean("recovery.torture");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, TORTURE ? 1000 : 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void classifiesFilesOfRandomBytes(long seed) throws IOException {
        Random random = new Random(seed);
        SimulatedStorage storage = new SimulatedStorage();
        int files = 1 + random.nextInt(5);
        for (int number = 1; number <= files; number++) {
            byte[] garbage = new byte[random.nextInt(20_000)];
            random.nextBytes(garbage);
            storage.plant(SegmentName.of(number), garbage);
        }

        JournalContents contents = JournalReader.read(storage, new JournalAnchor(0, 9, 4));

        String how = "seed " + seed;
        assertThat(contents.records()).as(how).isEmpty();
        assertThat(contents.gaps()).as(how).singleElement().satisfies(gap -> {
            assertThat(gap.firstLost()).isEqualTo(5);
            assertThat(gap.lastLost()).isEqualTo(9);
        });
        assertThat(contents.segments()).as(how).hasSize(files);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void accountsForEveryDurableRecordOfAJournalWithRandomDamage(long seed) throws IOException {
        Random random = new Random(seed);
        SampleJournal journal = new SampleJournal();
        for (SegmentBuilder segment : List.of(journal.first, journal.second, journal.third)) {
            journal.plant(segment, mangled(segment.bytes(), random));
        }

        JournalContents contents = journal.read(WITNESS, 0);

        List<Long> accounted = new ArrayList<>(SampleJournal.sequences(contents));
        contents.gaps()
                .forEach(gap ->
                        LongStream.rangeClosed(gap.firstLost(), gap.lastLost()).forEach(accounted::add));
        String how = "seed " + seed + ": " + contents.gaps() + contents.tail() + contents.problems();
        assertThat(accounted).as(how).doesNotHaveDuplicates();
        assertThat(accounted).as(how).containsAll(SampleJournal.upTo(WITNESS));
        assertThat(SampleJournal.sequences(contents)).as(how).isSorted();
        assertThat(contents.records())
                .as(how)
                .allSatisfy(record -> assertThat(record.payload()).asString().contains("order-" + record.sequence()));
        assertThat(contents.durableEnd().sequence()).as(how).isLessThanOrEqualTo(WITNESS);
    }

    @Test
    void keepsATailOfManyFilesInBoundedMemory() throws IOException {
        SimulatedStorage storage = new SimulatedStorage();
        for (int number = 1; number <= 5; number++) {
            byte[] garbage = new byte[4 << 20];
            new Random(number).nextBytes(garbage);
            garbage[garbage.length - 1] = 1;
            storage.plant(SegmentName.of(number), garbage);
        }

        JournalContents contents = JournalReader.read(storage, JournalAnchor.NONE);

        assertThat(contents.tail())
                .hasSize(5)
                .allSatisfy(tail -> assertThat(tail.length()).isEqualTo(4 << 20));
        assertThat(contents.tail().stream()
                        .mapToLong(tail -> tail.bytes().length)
                        .sum())
                .isEqualTo(CutTail.MAX_BYTES);
    }

    private static byte[] mangled(byte[] content, Random random) {
        byte[] result = content.clone();
        int kinds = random.nextInt(4);
        for (int i = 0; i < kinds; i++) {
            int from = random.nextInt(result.length);
            int length = Math.min(result.length - from, 1 + random.nextInt(700));
            switch (random.nextInt(4)) {
                case 0 -> result[from] ^= (byte) (1 << random.nextInt(8));
                case 1 -> Arrays.fill(result, from, from + length, (byte) 0);
                case 2 -> System.arraycopy(content, random.nextInt(content.length - length), result, from, length);
                default -> {
                    byte[] noise = new byte[length];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, result, from, length);
                }
            }
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(result, random.nextInt(result.length)) : result;
    }
}
