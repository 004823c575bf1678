package io.tradingrecovery.persistence.internal.snapshot;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore.Rejected;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to the other files once a snapshot is acknowledged, and never before: damaged ones move to quarantine,
 * temporary ones are removed, and all but the newest are pruned. A step that fails is logged and tried again after the
 * next snapshot; the snapshot itself is safe by then. Not thread-safe: one thread at a time.
 */
public final class Housekeeping {

    /** The folder of files that could not be trusted. */
    public static final String QUARANTINE = "quarantine";

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Storage storage;
    private final int keep;
    private final List<Rejected> damaged = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final TreeMap<Long, OptionalLong> retained = new TreeMap<>();
    private boolean scanned;

    /** Keeps the newest {@code keep} snapshots. */
    public Housekeeping(Storage storage, int keep) {
        this.storage = storage;
        this.keep = keep;
    }

    /** The largest sequence any file of the directory bears, whatever became of it; 0 if there is none. */
    public long highestSequence() throws IOException {
        long highest = 0;
        for (String folder : List.of("", QUARANTINE)) {
            for (StoredFile file : storage.list(folder)) {
                OptionalLong sequence = SnapshotName.sequenceIn(file.name());
                if (sequence.isPresent() && sequence.getAsLong() <= SnapshotName.MAX_SEQUENCE) {
                    highest = Math.max(highest, sequence.getAsLong());
                }
            }
        }
        return highest;
    }

    /** Remembers what loading found: files to quarantine, and the journal position of the one that was taken. */
    public void loaded(List<Rejected> rejected, long sequence, long journalSequence) {
        damaged.clear();
        damaged.addAll(rejected);
        retained.put(sequence, OptionalLong.of(journalSequence));
    }

    /** Remembers the files to quarantine where no snapshot could be loaded. */
    public void nothingLoaded(List<Rejected> rejected) {
        damaged.clear();
        damaged.addAll(rejected);
    }

    /** Bytes to be kept in quarantine under a name; a name that is there already holds the same bytes. */
    public record Evidence(String name, ByteBuffer bytes) {}

    /** Remembers bytes to keep, which stand in a file that will be deleted once it is not needed. */
    public void keep(List<Evidence> found) {
        evidence.clear();
        evidence.addAll(found);
    }

    /** Makes the next acknowledged snapshot look at the directory again, after a failure left it unclear what is there. */
    public void rescan() {
        scanned = false;
    }

    /** Cleans up after snapshot {@code sequence} was acknowledged; never throws for a failing disk. */
    public void acknowledged(long sequence, long journalSequence) {
        retained.put(sequence, OptionalLong.of(journalSequence));
        if (!scanned) {
            scanned = quarantine() && scan() && quarantine();
        }
        prune();
    }

    /**
     * The largest journal sequence that no retained snapshot needs any more; nothing while a retained one is unread, since
     * falling back to it must not lose an intent.
     */
    public OptionalLong journalNotNeededUpTo() {
        long lowest = Long.MAX_VALUE;
        for (OptionalLong journalSequence : retained.values()) {
            if (journalSequence.isEmpty()) {
                return OptionalLong.empty();
            }
            lowest = Math.min(lowest, journalSequence.getAsLong());
        }
        return scanned && !retained.isEmpty() ? OptionalLong.of(lowest) : OptionalLong.empty();
    }

    private boolean quarantine() {
        if (damaged.isEmpty() && evidence.isEmpty()) {
            return true;
        }
        try {
            storage.createFolder(QUARANTINE);
            Set<String> taken = new HashSet<>();
            storage.list(QUARANTINE).forEach(file -> taken.add(file.name()));
            for (Evidence bytes : evidence) {
                if (taken.add(bytes.name())) {
                    write(bytes, taken);
                }
            }
            for (Rejected file : damaged) {
                String target = freeName(file.name() + "." + file.damage().suffix(), taken);
                rename(file.name(), QUARANTINE + "/" + target);
                LOG.warn("Moved {} to {}/{}", file.problem(), QUARANTINE, target);
            }
            storage.syncDirectory(QUARANTINE);
            storage.syncDirectory("");
            damaged.clear();
            evidence.clear();
            return true;
        } catch (IOException e) {
            LOG.warn("Keeping damaged files in quarantine failed and is tried again after the next save", e);
            return false;
        }
    }

    /** Writes under another name first: one that a full disk cut short must not be taken for the whole next time. */
    private void write(Evidence bytes, Set<String> taken) throws IOException {
        String temporary = bytes.name() + ".tmp";
        if (taken.contains(temporary)) {
            storage.delete(QUARANTINE + "/" + temporary);
        }
        try (StorageFile file = storage.create(QUARANTINE + "/" + temporary)) {
            file.write(bytes.bytes().duplicate(), 0);
            file.sync();
        }
        storage.rename(QUARANTINE + "/" + temporary, QUARANTINE + "/" + bytes.name());
        LOG.warn("Kept {} bytes in {}/{}", bytes.bytes().remaining(), QUARANTINE, bytes.name());
    }

    private void rename(String from, String to) throws IOException {
        try {
            storage.rename(from, to);
        } catch (NoSuchFileException e) {
            LOG.warn("{} was to be quarantined and is gone: somebody else moved it", from);
        }
    }

    private static String freeName(String wanted, Set<String> taken) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "." + i;
        }
        return name;
    }

    /** Learns what is there and removes what a crash left half-written. */
    private boolean scan() {
        try {
            Map<Long, OptionalLong> found = new TreeMap<>();
            for (StoredFile file : storage.list("")) {
                OptionalLong sequence = SnapshotName.parse(file.name());
                if (SnapshotName.isTemporary(file.name())) {
                    removeTemporary(file.name());
                } else if (sequence.isPresent() && !file.regular()) {
                    damaged.add(noFile(file.name()));
                } else if (sequence.isPresent()) {
                    found.put(sequence.getAsLong(), retained.getOrDefault(sequence.getAsLong(), OptionalLong.empty()));
                }
            }
            retained.clear();
            retained.putAll(found);
            return true;
        } catch (IOException e) {
            LOG.warn("Looking for old snapshots failed and is tried again after the next save", e);
            return false;
        }
    }

    private void removeTemporary(String name) {
        try {
            storage.delete(name);
        } catch (IOException e) {
            LOG.warn("The unfinished snapshot {} could not be removed; it hinders nobody", name, e);
        }
    }

    /** It can't be pruned as a file can, and would hold the journal's segments for ever. */
    private Rejected noFile(String name) {
        return new Rejected(
                name,
                Damage.NOT_A_SNAPSHOT_FILE,
                new FileProblem(storage.directory().resolve(name), FileProblem.Kind.DAMAGED, "it is no regular file"));
    }

    /** One that can't be deleted is tried again after the next save, and keeps no other from going. */
    private void prune() {
        int excess = retained.size() - keep;
        if (excess <= 0) {
            return;
        }
        for (long oldest : List.copyOf(retained.keySet()).subList(0, excess)) {
            if (prune(oldest)) {
                retained.remove(oldest);
            }
        }
    }

    private boolean prune(long sequence) {
        try {
            storage.delete(SnapshotName.of(sequence));
        } catch (NoSuchFileException e) {
            LOG.warn("Snapshot {} was to be pruned and is gone: somebody else removed it", sequence);
        } catch (IOException e) {
            LOG.warn("Pruning snapshot {} failed and is tried again after the next save", sequence, e);
            return false;
        }
        return true;
    }
}
