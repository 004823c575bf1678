package io.tradingrecovery.persistence.internal.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes what a power failure may take, and shows what it left, over all seeds. */
final class Outcomes {

    static final int SEEDS = 1000;
    static final int SECTOR = 512;

    private Outcomes() {}

    /** Creates a file, and makes it and all names durable. */
    static StorageFile createSynced(SimulatedStorage storage, String name, byte[] content) throws IOException {
        StorageFile file = storage.create(name);
        file.write(ByteBuffer.wrap(content), 0);
        file.sync();
        storage.syncDirectory("");
        for (StoredFile entry : storage.list("")) {
            if (!entry.regular()) {
                storage.syncDirectory(entry.name());
            }
        }
        return file;
    }

    /** Creates a file without any sync. */
    static void write(SimulatedStorage storage, String name, String text) throws IOException {
        try (StorageFile file = storage.create(name)) {
            file.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
        }
    }

    /** Everything that is found after a power failure, over all seeds. */
    static Set<String> of(SimulatedStorage before, Observation observation) {
        return Seeds.first(SEEDS)
                .mapToObj(seed -> observation.of(before.crash(new Random(seed))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a test looks at after the power failure. */
    interface Observation {
        String of(SimulatedStorage crashed);
    }

    /** All files with their content, folders spelled out. */
    static String contents(SimulatedStorage crashed) {
        try {
            Map<String, String> contents = new TreeMap<>();
            for (StoredFile entry : crashed.list("")) {
                if (entry.regular()) {
                    contents.put(entry.name(), new String(read(crashed, entry.name()), UTF_8));
                }
                for (StoredFile child : entry.regular() ? Set.<StoredFile>of() : crashed.list(entry.name())) {
                    String name = entry.name() + "/" + child.name();
                    contents.put(name, new String(read(crashed, name), UTF_8));
                }
            }
            return contents.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(SimulatedStorage storage, String name) {
        try {
            return storage.read(name, 1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] filled(int length, char with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    /** A letter for each sector: that of its bytes, 0 for zeros, ? for a mixture. */
    static String sectors(byte[] bytes) {
        StringBuilder letters = new StringBuilder();
        for (int start = 0; start < bytes.length; start += SECTOR) {
            byte first = bytes[start];
            int end = Math.min(bytes.length, start + SECTOR);
            boolean uniform = Arrays.equals(bytes, start, end, filled(end - start, (char) first), 0, end - start);
            letters.append(!uniform ? '?' : first == 0 ? '0' : (char) first);
        }
        return letters.toString();
    }

    /** Each run of equal bytes with its length. */
    static String runs(byte[] bytes) {
        StringBuilder runs = new StringBuilder();
        int start = 0;
        for (int end = 1; end <= bytes.length; end++) {
            if (end == bytes.length || bytes[end] != bytes[start]) {
                runs.append((char) bytes[start]).append(end - start);
                start = end;
            }
        }
        return runs.toString();
    }
}
