package io.tradingrecovery.drill.conductor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads what the bots noted. Not thread-safe. */
final class WitnessReader {

    /**
     * What a bot noted.
     *
     * @param millis when, since the epoch
     * @param pid which bot
     * @param event what, as {@code open}
     * @param value the rest of the line
     */
    record Note(long millis, long pid, String event, String value) {
        static Note parse(String line) {
            String[] parts = line.split(" ", 4);
            return new Note(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2], parts[3]);
        }
    }

    private final Path file;
    private final List<Note> notes = new ArrayList<>();
    private long read;

    WitnessReader(Path file) {
        this.file = file;
    }

    /** Every note so far, in order. */
    private List<Note> all() {
        if (!Files.exists(file)) {
            return notes;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - read));
            channel.read(bytes, read);
            String fresh = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            String lines = fresh.substring(0, fresh.lastIndexOf('\n') + 1);
            lines.lines().map(Note::parse).forEach(notes::add);
            read += lines.getBytes(StandardCharsets.UTF_8).length;
            return notes;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read what the bots noted in " + file, e);
        }
    }

    /** How many notes there are so far. */
    int size() {
        return all().size();
    }

    /** The first note from this one on that fits. */
    Optional<Note> firstFrom(int index, Predicate<Note> fits) {
        List<Note> all = all();
        return all.subList(Math.min(index, all.size()), all.size()).stream()
                .filter(fits)
                .findFirst();
    }

    /** The notes from this one on. */
    List<Note> from(int index) {
        List<Note> all = all();
        return List.copyOf(all.subList(Math.min(index, all.size()), all.size()));
    }

    /** The index of the last note that fits; -1 if none does. */
    int lastIndex(Predicate<Note> fits) {
        List<Note> all = all();
        int at = all.size() - 1;
        while (at >= 0 && !fits.test(all.get(at))) {
            at--;
        }
        return at;
    }

    /** The last note that fits. */
    Optional<Note> last(Predicate<Note> fits) {
        int index = lastIndex(fits);
        return index < 0 ? Optional.empty() : Optional.of(notes.get(index));
    }
}
