package io.tradingrecovery.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.persistence.internal.storage.ChildJvm;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process writes does not depend on the charset, locale and zone it was started with. */
class ForeignDefaultsTest {

    private static final String ORDER = "ünïcode-日本-🚀";

    @TempDir
    Path temp;

    /** A process that saves one state and journals one order. */
    static final class Writer {
        public static void main(String[] arguments) {
            write(Path.of(arguments[0]));
        }
    }

    @Test
    void bytesWrittenUnderOtherDefaultsAreTheSame() throws Exception {
        Path here = temp.resolve("here");
        Path there = temp.resolve("there");
        write(here);
        List<String> defaults = List.of(
                "env",
                "JAVA_TOOL_OPTIONS=-Dfile.encoding=ISO-8859-1 -Duser.language=ar -Duser.country=EG"
                        + " -Duser.extensions=u-nu-arab -Duser.timezone=Asia/Kathmandu");
        try (ChildJvm child = ChildJvm.start(defaults, Writer.class, there)) {
            assertThat(child.exitCode()).isZero();
        }

        assertThat(stateIn(there)).contains("日本 🚀").isEqualTo(stateIn(here));
        Loaded loaded = (Loaded) StatePersistence.builder().directory(there).loadReadOnly();
        assertThat(loaded.snapshot()).isEqualTo(States.rich());
        assertThat(loaded.journal().state().orders())
                .extracting(journaled -> journaled.order().clientOrderId())
                .containsExactly(ORDER);
    }

    private static void write(Path directory) {
        try (StatePersistence persistence =
                StatePersistence.builder().directory(directory).open()) {
            persistence.loadState();
            persistence.saveState(States.rich());
            persistence.journal().intend(NumberedBot.order(ORDER));
        }
    }

    /** Everything but the digest and the journal's random epoch. */
    private static String stateIn(Path directory) throws IOException {
        String text = Files.readString(directory.resolve(SnapshotName.of(1)), UTF_8);
        return text.substring(text.indexOf("\"journalSequence\""));
    }
}
