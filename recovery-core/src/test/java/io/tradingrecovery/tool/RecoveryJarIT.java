package io.tradingrecovery.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jars, which exist once the build has come that far. */
class RecoveryJarIT {

    private static final Path TOOL = Path.of("target", "recovery.jar");

    @TempDir
    Path temp;

    @Test
    void saysItsVersionAndNothingElse() throws Exception {
        Process tool = Processes.jar(TOOL, "--version");

        assertThat(new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .matches("recovery\\.jar \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(tool.getErrorStream().readAllBytes()).isEmpty();
        assertThat(tool.waitFor()).isZero();
    }

    @Test
    void repairsADirectoryWithNothingBesideIt() throws Exception {
        BotDirectory directory = BotDirectory.with(temp, 2);

        Process tool = Processes.jar(TOOL, "restore", temp.toString(), "--sequence", "1");

        assertThat(new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Snapshot 1 is the newest again");
        assertThat(tool.getErrorStream().readAllBytes()).isEmpty();
        assertThat(tool.waitFor()).isZero();
        assertThat(directory.load().restoredFrom()).hasValue(1);
    }

    @Test
    void holdsNoModuleAndNoSignatureAndItsLicences() throws IOException {
        List<String> entries = entries(TOOL);

        assertThat(entries)
                .noneMatch(name -> name.endsWith("module-info.class"))
                .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"))
                .contains("META-INF/LICENSE", "picocli/CommandLine.class");
        assertThat(entries).doesNotHaveDuplicates();
    }

    @Test
    void leavesTheLibraryAlone() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Path library = files.filter(
                            file -> file.getFileName().toString().matches("recovery-core-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
            assertThat(entries(library))
                    .contains("module-info.class")
                    .noneMatch(name -> name.startsWith("picocli/") || name.startsWith("com/fasterxml/"));
        }
        assertThat(Path.of("dependency-reduced-pom.xml")).doesNotExist();
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }
}
