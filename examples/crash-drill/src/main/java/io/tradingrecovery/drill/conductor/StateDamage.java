package io.tradingrecovery.drill.conductor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Does to a state directory what disks, copies and people do. */
final class StateDamage {

    private static final int FLIPS = 8;
    private static final int LONGEST_CUT = 64;

    private final Path directory;
    private final Random random;

    StateDamage(Path directory, Random random) {
        this.directory = directory;
        this.random = random;
    }

    /** Flips bytes in the newest snapshot. Says what was done. */
    String flipBytes() throws IOException {
        return flip(newest("snapshot-", 0));
    }

    /** Cuts the newest snapshot in the middle. */
    String truncateSnapshot() throws IOException {
        Path file = newest("snapshot-", 0);
        long length = random.nextLong(Files.size(file));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        return file.getFileName() + " cut to " + length + " bytes";
    }

    /** Flips bytes in the two newest snapshots. */
    String damageTwoBackups() throws IOException {
        Path second = newest("snapshot-", 1);
        return flip(newest("snapshot-", 0)) + "; " + flip(second);
    }

    /** Cuts the last bytes that were written off the newest journal segment. */
    String cutJournal() throws IOException {
        int skipped = 0;
        Path file = newest("journal-", skipped);
        int end = written(file);
        // A spare segment has nothing in it yet.
        while (end == 0) {
            file = newest("journal-", ++skipped);
            end = written(file);
        }
        int cut = Math.min(1 + random.nextInt(LONGEST_CUT), end);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end - cut);
        }
        return file.getFileName() + " cut by " + cut + " bytes";
    }

    /** Segments are longer than what is in them: the rest is zeros. */
    private static int written(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private String flip(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int flip = 0; flip < FLIPS; flip++) {
                long at = random.nextLong(channel.size());
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, at);
                byte flipped = (byte) (one.get(0) ^ (1 + random.nextInt(255)));
                channel.write(ByteBuffer.wrap(new byte[] {flipped}), at);
            }
        }
        return FLIPS + " bytes of " + file.getFileName() + " flipped";
    }

    /** Names sort by number. */
    private Path newest(String prefix, int skipped) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(file -> Files.isRegularFile(file)
                            && file.getFileName().toString().matches(prefix + "\\d+\\.\\w+"))
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .skip(skipped)
                    .limit(1)
                    .toList();
            if (found.isEmpty()) {
                throw new IOException("There is no file " + prefix + "… to damage in " + directory);
            }
            return found.get(0);
        }
    }
}
