package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.WatchdogConfig;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of the bot's classes is written once, read from then on, and never keeps a bot from starting. */
final class ClassArchiveTest {

    @TempDir
    private Path directory;

    @Test
    void isWrittenByTheFirstLaunchAndReadByTheSecond() throws Exception {
        WatchdogConfig config = WatchdogConfig.builder()
                .stateDirectory(directory)
                .command(botFromAJar())
                .ready("heartbeat")
                .cds(true)
                .build();
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(config)) {
            watchdog.view().awaitEvent("ready", 1);
            long pid = watchdog.view().state().number("pid");

            assertThat(archives()).singleElement().asString().endsWith(".jsa");
            assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0", -1))
                    .contains("-XX:SharedArchiveFile=" + archives().get(0));
            assertThat(watchdog.view().events("exit"))
                    .singleElement()
                    .asString()
                    .contains("\"exit\":100", "restart-now");
        }
    }

    @Test
    void leavesACommandAloneThatIsNoJvmOrHasAnArchiveOfItsOwn() throws Exception {
        for (List<String> command : List.of(
                List.of("sh", "-c", "java"),
                List.of("java", "-Xshare:off", "Bot"),
                List.of("java", "-XX:SharedArchiveFile=own.jsa", "Bot"),
                List.of("/usr/bin/java", "-XX:ArchiveClassesAtExit=own.jsa", "Bot"))) {
            assertThat(new ClassArchive(directory, command).applied()).isEqualTo(command);
        }
    }

    @Test
    void isAnotherOneForAnotherBuildOfTheBot() throws Exception {
        Path jar = Files.writeString(directory.resolve("bot.jar"), "one");
        List<String> command = List.of("java", "-jar", jar.toString());
        List<String> first = new ClassArchive(directory, command).applied();
        assertThat(new ClassArchive(directory, command).applied()).isEqualTo(first);
        Files.writeString(jar, "another one");
        assertThat(new ClassArchive(directory, command).applied()).isNotEqualTo(first);
    }

    @Test
    void isNotKeptIfTheBotWasKilledWhileItWasWritten() throws Exception {
        List<String> command = List.of("java", "Bot");
        ClassArchive archive = new ClassArchive(directory, command);
        String option = archive.applied().get(1);
        Path part = Path.of(option.substring(option.indexOf('=') + 1));
        Files.writeString(part, "half");
        archive.ended(137);
        assertThat(archives()).isEmpty();
        Files.writeString(part, "whole");
        archive.ended(0);
        assertThat(archives()).hasSize(1);
        assertThat(archive.applied().get(1)).startsWith("-XX:SharedArchiveFile=");
    }

    /** A JVM archives no classes that lie in folders. */
    private List<String> botFromAJar() throws Exception {
        Path jar = directory.resolve("bot.jar");
        Set<String> written = new HashSet<>();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String folder : JavaCommand.classPath().split(File.pathSeparator, -1)) {
                if (Files.isDirectory(Path.of(folder))) {
                    pack(Path.of(folder), out, written);
                }
            }
        }
        List<String> words = JavaCommand.of(TestBot.class, "plans-a-restart");
        words.set(words.indexOf("-cp") + 1, jar.toString());
        return words;
    }

    private static void pack(Path folder, JarOutputStream out, Set<String> written) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (written.add(name)) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(file, out);
                }
            }
        }
    }

    private List<Path> archives() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().contains(".jsa")).toList());
        }
    }
}
