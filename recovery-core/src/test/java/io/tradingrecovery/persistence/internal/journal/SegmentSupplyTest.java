package io.tradingrecovery.persistence.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where segments come from: the background, which a test runs when it likes, or the spot. */
@ExtendWith(QuietJournal.class)
class SegmentSupplyTest {

    private final SimulatedStorage disk = new SimulatedStorage();
    private final HookedStorage storage = new HookedStorage(disk);
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final SegmentSupply supply = supply(storage, background::add);

    @Test
    void givesTheSegmentThatWasPreparedAhead() throws IOException {
        supply.prepareAhead();
        supply.prepareAhead();
        assertThat(background).hasSize(1);
        background.remove().run();
        supply.prepareAhead();
        assertThat(background).isEmpty();
        int operations = disk.operations();

        OpenSegment given = supply.take(0);

        assertThat(given.number()).isEqualTo(1);
        assertThat(disk.operations()).isEqualTo(operations);
        given.close();
    }

    @Test
    void preparesZerosThatAreDurableUnderTheirName() throws IOException {
        supply.prepareAhead();
        background.remove().run();

        assertThat(disk.crashLosingAll().read(SegmentName.of(1), 1 << 20)).isEqualTo(new byte[8192]);
    }

    @Test
    void makesASegmentOnTheSpotIfNoneIsReady() throws IOException {
        supply.prepareAhead();

        OpenSegment given = supply.take(0);

        assertThat(given.number()).isEqualTo(1);
        background.remove().run();
        OpenSegment next = supply.take(0);
        assertThat(next.number()).isEqualTo(2);
        given.close();
        next.close();
    }

    @Test
    void neverGivesALowerNumberAfterAHigherOne() throws IOException {
        List<OpenSegment> onTheSpot = new ArrayList<>();
        storage.hook((step, name) -> {
            if (step == HookedStorage.Step.SYNC && onTheSpot.isEmpty()) {
                // While the first is being made ready, another is needed.
                storage.hook((later, other) -> {});
                onTheSpot.add(supply.take(0));
            }
        });
        supply.prepareAhead();
        background.remove().run();

        assertThat(onTheSpot).extracting(OpenSegment::number).containsExactly(2L);
        OpenSegment next = supply.take(0);
        assertThat(next.number()).isEqualTo(3);
        onTheSpot.get(0).close();
        next.close();
        assertThat(names()).containsExactlyInAnyOrder(SegmentName.of(2), SegmentName.of(3));
        assertThat(disk.openFiles()).isZero();
    }

    @Test
    void givesALargerSegmentThanUsualIfNeeded() throws IOException {
        supply.prepareAhead();
        background.remove().run();

        OpenSegment given = supply.take(20_000);

        assertThat(given.size()).isEqualTo(20_000);
        given.close();
        assertThat(names()).containsExactly(SegmentName.of(2));
        assertThat(disk.openFiles()).isZero();
    }

    @Test
    void throwsOnTheSpotButOnlyWarnsInTheBackground() throws IOException {
        for (OperationKind kind : new OperationKind[] {
            OperationKind.CREATE, OperationKind.WRITE, OperationKind.SYNC, OperationKind.SYNC_DIRECTORY
        }) {
            disk.inject(FaultPlan.failOnce(1, FaultPlan.NO_SPACE, 1).on(kind));
            supply.prepareAhead();
            background.remove().run();
            assertThat(disk.injected()).as("%s", kind).isTrue();

            disk.inject(FaultPlan.failOnce(1, FaultPlan.NO_SPACE, 1).on(kind));
            assertThatIOException()
                    .as("%s", kind)
                    .isThrownBy(() -> supply.take(0))
                    .withMessageContaining(FaultPlan.NO_SPACE);
        }

        disk.inject(FaultPlan.none());
        supply.take(0).close();
        assertThat(names()).hasSize(1);
        assertThat(disk.openFiles()).isZero();
    }

    @Test
    void keepsGoingWithoutABackground() throws IOException {
        SegmentSupply alone = supply(disk, task -> {
            throw new RejectedExecutionException("shut down");
        });

        alone.prepareAhead();
        alone.prepareAhead();

        alone.take(0).close();
        assertThat(names()).hasSize(1);
    }

    @Test
    void deletesWhatIsReadyAndWhatComesLateWhenItIsClosed() throws IOException {
        supply.prepareAhead();
        background.remove().run();
        supply.close();
        assertThat(names()).isEmpty();

        SegmentSupply second = supply(storage, background::add);
        second.prepareAhead();
        second.close();
        background.remove().run();

        assertThat(names()).isEmpty();
        assertThat(disk.openFiles()).isZero();
    }

    private static SegmentSupply supply(Storage storage, Executor background) {
        JournalSettings settings = JournalSettings.of(background, Runnable::run, JournalListener.NONE)
                .withSegmentBytes(8192);
        return new SegmentSupply(storage, settings, 1, List.of());
    }

    private List<String> names() throws IOException {
        return disk.list("").stream().map(StoredFile::name).toList();
    }
}
