package io.tradingrecovery.watchdog.internal.engine;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files keep what was written, and say so when they can't. */
final class FilesTest {

    private static final long SEED = Long.getLong("recovery.seed", 7);

    @TempDir
    private Path directory;

    @Test
    void readsAStateFileAsItWasWritten() throws Exception {
        Map<String, String> values =
                Map.of("cause", " a = b # c ! \\ \n\ttab ☂ ", "phase", "RUNNING", "empty", "", "colon", ":x");
        StateFile.write(directory.resolve("state"), values);
        assertThat(StateFile.read(directory.resolve("state"))).isEqualTo(new StateFile.Content.Whole(values));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("state"))))
                .isEqualTo("rw-------");
    }

    @Test
    void noticesEveryChangedByteAndEveryCutOfAStateFile() throws Exception {
        Path file = directory.resolve("state");
        StateFile.write(file, Map.of("phase", "RUNNING", "pid", "4711", "restarts", "1 2 3"));
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(SEED);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) (1 << random.nextInt(7));
            Files.write(file, changed);
            assertThat(StateFile.read(file))
                    .as("seed %s, byte %s", SEED, i)
                    .isInstanceOf(StateFile.Content.Damaged.class);
            Files.write(file, Arrays.copyOf(whole, i));
            assertThat(StateFile.read(file)).as("cut at %s", i).isInstanceOf(StateFile.Content.Damaged.class);
        }
    }

    @Test
    void writesTextsThatAnyJsonReaderTakes() {
        assertThat(Json.object(Map.of("k", "\"\\\n\r\t\u0000\u2028\uD83D\uDE00 é")))
                .isEqualTo("{\"k\":\"\\\"\\\\\\n\\r\\t\\u0000\\u2028\\ud83d\\ude00 é\"}");
        assertThat(Json.object(Map.of("n", 7))).isEqualTo("{\"n\":7}");
        assertThat(Json.object(Map.of("b", true))).isEqualTo("{\"b\":true}");
    }

    @Test
    void splitsACommandLineByteForByteOrRefusesTheArgument() {
        byte[] bytes = "java\0-x\0\0größe\0".getBytes(StandardCharsets.UTF_8);
        assertThat(CommandLines.split(bytes, StandardCharsets.UTF_8)).containsExactly("java", "-x", "", "größe");
        assertThatThrownBy(() -> CommandLines.split(bytes, StandardCharsets.US_ASCII))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("größe");
        byte[] invalid = {'a', (byte) 0xff, 0};
        assertThatThrownBy(() -> CommandLines.split(invalid, StandardCharsets.UTF_8))
                .hasMessageContaining("can't be passed on unchanged");
    }

    @Test
    void saysWhyACommandCannotBeStarted() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "no program");
        assertThat(CommandLines.unstartable(List.of("sh"))).isEmpty();
        assertThat(CommandLines.unstartable(List.of()))
                .hasValueSatisfying(it -> assertThat(it).contains("no command"));
        assertThat(CommandLines.unstartable(List.of("no-such-program-anywhere")).orElseThrow())
                .contains("PATH");
        assertThat(CommandLines.unstartable(List.of(text + "-missing")).orElseThrow())
                .contains("does not exist");
        assertThat(CommandLines.unstartable(List.of(text.toString())).orElseThrow())
                .contains("not executable");
    }

    @Test
    void takesTheEngineOutOfAJarInsideAJar() throws Exception {
        Path outer = directory.resolve("app with spaces.jar");
        try (OutputStream file = Files.newOutputStream(outer);
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new ZipEntry("BOOT-INF/lib/recovery-watchdog-1.jar"));
            jar.write("the engine".getBytes(StandardCharsets.UTF_8));
        }
        String path = outer.toUri().getRawPath();
        for (String location : new String[] {
            "jar:nested:" + path + "/!BOOT-INF/lib/recovery-watchdog-1.jar!/",
            "jar:file:" + path + "!/BOOT-INF/lib/recovery-watchdog-1.jar!/"
        }) {
            Path engine = directory.resolve("engine.jar");
            Files.deleteIfExists(engine);
            assertThat(EngineJar.prepare(location, engine)).as(location).hasContent("the engine");
        }
    }

    @Test
    void keepsALineApartFromOneThatWasCutOff() throws Exception {
        Path file = Files.writeString(directory.resolve("events.jsonl"), "{\"event\":\"st");
        new EventLog(file).append(Map.of("event", "ready"));
        new EventLog(file).append(Map.of("event", "exit"));
        assertThat(Files.readAllLines(file))
                .containsExactly("{\"event\":\"st", "{\"event\":\"ready\"}", "{\"event\":\"exit\"}");
    }

    @Test
    void findsALineHoweverMuchIsPrintedBetweenTwoLooks() throws Exception {
        OutputFiles output = new OutputFiles(directory.resolve("output.log"), 10 << 20);
        Files.writeString(output.file(), "bot started before\n");
        LogScan scan = new LogScan(Pattern.compile("^bot größe started$"), output, output.size());
        assertThat(scan.matches()).isFalse();
        byte[] line = "bot größe started".getBytes(StandardCharsets.UTF_8);
        Files.write(output.file(), ("x".repeat(70_000) + "\n").getBytes(StandardCharsets.UTF_8), APPEND);
        for (byte each : line) {
            assertThat(scan.matches()).as("a part of the line").isFalse();
            Files.write(output.file(), new byte[] {each}, APPEND);
        }
        Files.write(output.file(), ("\n" + "y\n".repeat(300_000)).getBytes(StandardCharsets.UTF_8), APPEND);
        assertThat(scan.matches()).isTrue();
    }

    @Test
    void beginsAnewWhenTheOutputItLooksThroughIsCut() throws Exception {
        OutputFiles output = new OutputFiles(directory.resolve("output.log"), 10 << 20);
        Files.writeString(output.file(), "a long line that does not match\n");
        LogScan scan = new LogScan(Pattern.compile("started"), output, 0);
        assertThat(scan.matches()).isFalse();
        Files.writeString(output.file(), "started\n");
        assertThat(scan.matches()).isTrue();
    }

    @Test
    void keepsTheLastPartOfAnOutputThatGrowsBeyondItsLimit() throws Exception {
        OutputFiles output = new OutputFiles(directory.resolve("output.log"), 10);
        Files.writeString(output.file(), "0123456789");
        assertThat(output.rotate()).as("within its limit").isFalse();
        Files.writeString(output.file(), "0123456789abcde");
        assertThat(output.rotate()).isTrue();
        assertThat(directory.resolve("output.log.1")).hasContent("56789abcde");
        assertThat(output.file()).isEmptyFile();
        Files.writeString(output.file(), "the second one");
        output.rotate();
        assertThat(directory.resolve("output.log.2")).hasContent("56789abcde");
        assertThat(output.tail(0, 4)).isEmpty();
    }
}
