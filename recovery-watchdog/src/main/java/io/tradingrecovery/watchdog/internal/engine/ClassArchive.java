package io.tradingrecovery.watchdog.internal.engine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * An archive of the bot's loaded classes, which its JVM writes at an orderly end and reads at later starts. Its name depends
 * on the command, the JVM and the files on the class path, so a changed bot gets a new one. For one thread.
 */
final class ClassArchive {

    private final Path directory;
    private final List<String> command;

    ClassArchive(Path directory, List<String> command) {
        this.directory = directory;
        this.command = command;
    }

    /** The command with the JVM option that reads the archive, or writes one; unchanged if it does not start a JVM. */
    List<String> applied() throws IOException {
        String program = new File(command.get(0)).getName();
        boolean java = program.equals("java") || program.equals("java.exe");
        // A JVM does not start with two of these.
        if (!java || command.stream().anyMatch(ClassArchive::isAboutArchives)) {
            return command;
        }
        Path archive = archive();
        // What nobody vouched for may be a part.
        Files.deleteIfExists(next(archive));
        List<String> words = new ArrayList<>(command);
        words.add(
                1,
                Files.exists(archive)
                        ? "-XX:SharedArchiveFile=" + archive
                        : "-XX:ArchiveClassesAtExit=" + next(archive));
        return words;
    }

    /** A JVM that was killed while it wrote leaves a part; one that is whole was written before its process ended well. */
    void ended(int exitCode) throws IOException {
        Path archive = archive();
        Path next = next(archive);
        if (Files.exists(next)) {
            if (exitCode == 0 || exitCode == 100 || exitCode == 143) {
                Files.move(next, archive, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(next);
            }
        }
    }

    private static boolean isAboutArchives(String word) {
        return word.startsWith("-XX:SharedArchiveFile")
                || word.startsWith("-XX:ArchiveClassesAtExit")
                || word.startsWith("-XX:AOT")
                || word.startsWith("-Xshare:");
    }

    private static Path next(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".new");
    }

    private Path archive() throws IOException {
        StringBuilder key = new StringBuilder();
        stamp(key, CommandLines.program(command.get(0)).toString());
        for (int i = 0; i < command.size(); i++) {
            String word = command.get(i);
            key.append(word).append('\0');
            for (String part : word.split(File.pathSeparator, -1)) {
                stamp(key, part);
            }
        }
        CRC32 crc = new CRC32();
        crc.update(key.toString().getBytes(StandardCharsets.UTF_8));
        return directory.resolve("classes-" + Long.toHexString(crc.getValue()) + ".jsa");
    }

    private static void stamp(StringBuilder key, String part) throws IOException {
        File file = new File(part);
        if (file.isFile()) {
            Path real = file.toPath().toRealPath();
            key.append(real)
                    .append(Files.size(real))
                    .append(Files.getLastModifiedTime(real))
                    .append('\0');
        }
    }
}
