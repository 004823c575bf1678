package io.tradingrecovery.drill.bot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Notes each state that the library has put in its place, by the number in its name. A real bot has no such thing. */
final class SavedStates {

    private static final String NAME = "snapshot-\\d+\\.json";

    private final Path directory;
    private final Witness witness;

    SavedStates(Path directory, Witness witness) {
        this.directory = directory;
        this.witness = witness;
    }

    /** Notes the newest state if it is newer than {@code before}. Returns its number. */
    long note(long before) {
        try (Stream<Path> files = Files.list(directory)) {
            long newest = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(NAME))
                    .mapToLong(name -> Long.parseLong(name.replaceAll("\\D", "")))
                    .max()
                    .orElse(0);
            if (newest > before) {
                witness.note("state", Long.toString(newest));
            }
            return Math.max(newest, before);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list " + directory, e);
        }
    }
}
