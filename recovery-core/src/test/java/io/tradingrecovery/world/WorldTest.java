package io.tradingrecovery.world;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tradingrecovery.testkit.Torture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Worlds at random, each decided by its seed, and what holds in all of them. {@code -Drecovery.world=17} runs world 17
 * alone and tells its story.
 */
class WorldTest {

    private static final Logger LOG = LoggerFactory.getLogger(WorldTest.class);
    private static final int WORLDS = 20_000;

    /** Where the system keeps files in memory, if it does: what is tested here does not depend on the disk. */
    static final class InMemory implements TempDirFactory {
        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext context, ExtensionContext test) throws IOException {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "worlds")
                    : Files.createTempDirectory("worlds");
        }
    }

    @TestFactory
    Stream<DynamicTest> inEveryWorld(@TempDir(factory = InMemory.class) Path folder) throws InterruptedException {
        Long alone = Long.getLong("recovery.world");
        int many = Torture.volume(WORLDS);
        Census census = Census.of(alone == null ? LongStream.range(0, many) : LongStream.of(alone), folder);
        LOG.info("{}", census);
        Stream<DynamicTest> kept = Stream.concat(
                        Stream.of(Census.COMES_TO_ITS_END),
                        Invariants.ALL.stream().map(Invariant::name))
                .map(name -> dynamicTest(name, () -> census.requireKept(name)));
        if (alone != null) {
            return kept;
        }
        Stream<DynamicTest> meaningful = Invariants.ALL.stream()
                .map(Invariant::name)
                .map(name -> dynamicTest(name + " has something to say", () -> census.requireApplied(name)));
        return Stream.of(kept, meaningful, Stream.of(dynamicTest("everyStatusOccurs", census::requireEveryStatus)))
                .flatMap(tests -> tests);
    }
}
