package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A reader without the lock meets a bot that prunes and trims under it: that is no loss, and no alarm. */
@ExtendWith(LibraryThreads.class)
class ReadingBesideABotTest {

    private static final int RECORDS_OF_A_SEGMENT = 40;

    private final SimulatedStorage disk = new SimulatedStorage();

    @Test
    void segmentsTrimmedAfterTheSnapshotWasReadAreNotTakenForLost() {
        try (StatePersistence bot = settings().openOn(disk)) {
            bot.loadState();
            work(bot, 1);
            int before = disk.trace().size();

            Loaded found = (Loaded) StatePersistence.loadReadOnly(
                    settings().config(),
                    () -> oneSnapshotLate(() -> {
                        work(bot, 2);
                        work(bot, 3);
                        work(bot, 4);
                    }));

            assertThat(String.join(
                            "\n", disk.trace().subList(before, disk.trace().size())))
                    .as("segments went while it was read")
                    .contains("DELETE journal");
            assertThat(States.numberOf(found.snapshot())).isEqualTo(4);
        }
    }

    /** As seen in the field: a spare segment gets its room in several writes, and a look came in between. */
    @Test
    void aSegmentThatGrowsWhileItIsReadIsReadAgain() {
        try (StatePersistence bot = settings().openOn(disk)) {
            bot.loadState();
            work(bot, 1);

            Loaded found = (Loaded)
                    StatePersistence.loadReadOnly(settings().config(), () -> journalThatGrowsOnce(new AtomicBoolean()));

            assertThat(States.numberOf(found.snapshot())).isEqualTo(1);
        }
    }

    private Storage journalThatGrowsOnce(AtomicBoolean grown) {
        return seen((method, arguments) -> {
            if (method.equals("read") && arguments[0].toString().startsWith("journal-") && !grown.getAndSet(true)) {
                throw new Storage.ChangedMeanwhileException(arguments[0].toString(), "goes on");
            }
        });
    }

    private static StatePersistenceBuilder settings() {
        return NumberedBot.settings().journalForTests(16 << 10, Duration.ofDays(1));
    }

    private static void work(StatePersistence bot, int number) {
        for (int i = 0; i < RECORDS_OF_A_SEGMENT; i++) {
            bot.journal().intend(NumberedBot.order(number + "-" + i));
        }
        bot.saveState(States.numbered(number));
    }

    /** The disk as a reader sees it who reads one snapshot and is then held up while the bot works. */
    private Storage oneSnapshotLate(Runnable meanwhile) {
        AtomicBoolean late = new AtomicBoolean();
        return seen((method, arguments) -> {
            if (method.equals("read") && !late.getAndSet(true)) {
                meanwhile.run();
            }
        });
    }

    /** What happens to a reader after a call of the disk. */
    private interface Afterwards {
        void of(String method, Object[] arguments) throws IOException;
    }

    private Storage seen(Afterwards afterwards) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(disk, arguments);
                        afterwards.of(method.getName(), arguments);
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
