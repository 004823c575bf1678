package io.tradingrecovery.persistence.internal.storage;

import io.tradingrecovery.persistence.internal.storage.NameChange.Place;
import io.tradingrecovery.persistence.internal.storage.Storage.NotReadableException;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A directory as its readers see it, and as it may be found after a power failure. */
final class SimulatedDisk {

    static final Path DIRECTORY = Path.of("simulated");

    private final SimulatedFolder root;
    private final NameChanges changes;

    SimulatedDisk() {
        this(new SimulatedFolder(), new NameChanges());
    }

    private SimulatedDisk(SimulatedFolder root, NameChanges changes) {
        this.root = root;
        this.changes = changes;
    }

    static String path(String name) {
        return DIRECTORY.resolve(name).toString();
    }

    void createFolder(String name) throws IOException {
        SimulatedNode present = root.visible.get(name);
        if (present instanceof SimulatedFile) {
            throw new FileAlreadyExistsException(path(name));
        }
        if (present == null) {
            changes.add(NameChange.insertion(new Place(root, name), new SimulatedFolder()));
        }
    }

    List<StoredFile> list(String folder) throws IOException {
        List<StoredFile> entries = new ArrayList<>();
        if (folder.isEmpty() || root.visible.containsKey(folder)) {
            folder(folder).visible.forEach((name, node) -> entries.add(entry(name, node)));
        }
        return entries;
    }

    private static StoredFile entry(String name, SimulatedNode node) {
        return node instanceof SimulatedFile file
                ? new StoredFile(name, true, file.size())
                : new StoredFile(name, false, 0);
    }

    byte[] read(String name, long maxBytes) throws IOException {
        if (!(node(name) instanceof SimulatedFile file)) {
            throw new NotReadableException(path(name) + " is a directory, not a regular file");
        }
        if (file.size() > maxBytes) {
            throw new NotReadableException(
                    path(name) + " holds " + file.size() + " bytes; at most " + maxBytes + " are read");
        }
        return file.content();
    }

    SimulatedFile create(String name) throws IOException {
        Place place = place(name);
        if (place.folder().visible.containsKey(place.name())) {
            throw new FileAlreadyExistsException(path(name));
        }
        SimulatedFile file = new SimulatedFile(new byte[0]);
        changes.add(NameChange.insertion(place, file));
        return file;
    }

    void rename(String from, String to) throws IOException {
        SimulatedNode node = node(from);
        if (!from.equals(to)) {
            changes.add(NameChange.rename(place(from), place(to), node));
        }
    }

    void delete(String name) throws IOException {
        if (node(name) instanceof SimulatedFolder) {
            throw new FileSystemException(path(name), null, "is a directory; only files are deleted");
        }
        changes.add(NameChange.removal(place(name)));
    }

    void sync(String folder) throws IOException {
        changes.sync(folder(folder));
    }

    /** Puts a file on the disk, durable at once, and its folder with it. */
    void plant(String name, byte[] content) {
        SimulatedFolder folder = root;
        String folderName = Names.folderOf(name);
        if (!folderName.isEmpty()) {
            folder = (SimulatedFolder) root.visible.computeIfAbsent(folderName, absent -> new SimulatedFolder());
            root.durable.put(folderName, folder);
        }
        SimulatedFile file = new SimulatedFile(content);
        folder.visible.put(Names.lastOf(name), file);
        folder.durable.put(Names.lastOf(name), file);
    }

    private SimulatedFolder folder(String name) throws IOException {
        if (name.isEmpty()) {
            return root;
        }
        SimulatedNode node = root.visible.get(name);
        if (node == null) {
            throw new NoSuchFileException(path(name));
        }
        if (node instanceof SimulatedFolder folder) {
            return folder;
        }
        throw new NotDirectoryException(path(name));
    }

    private Place place(String name) throws IOException {
        return new Place(folder(Names.folderOf(name)), Names.lastOf(name));
    }

    private SimulatedNode node(String name) throws IOException {
        Place place = place(name);
        SimulatedNode node = place.folder().visible.get(place.name());
        if (node == null) {
            throw new NoSuchFileException(path(name));
        }
        return node;
    }

    /** The disk and its page cache in the same state, for a machine that goes on separately. */
    SimulatedDisk copy() {
        NodeCopies copies = new NodeCopies();
        return new SimulatedDisk((SimulatedFolder) copies.of(root), changes.copy(copies::of));
    }

    /** The disk as it may be found after a power failure; this one stays as it is. */
    SimulatedDisk afterPowerFailure(Fates fates) {
        Map<SimulatedFolder, Map<String, SimulatedNode>> names = new HashMap<>();
        Function<SimulatedFolder, Map<String, SimulatedNode>> namesOf =
                folder -> names.computeIfAbsent(folder, absent -> new TreeMap<>(absent.durable));
        changes.decide(fates, namesOf);
        Map<SimulatedFile, SimulatedFile> files = new HashMap<>();
        Function<SimulatedFile, SimulatedFile> fileOf =
                file -> files.computeIfAbsent(file, absent -> absent.afterPowerFailure(fates));
        return new SimulatedDisk(found(root, namesOf, fileOf), new NameChanges());
    }

    private static SimulatedFolder found(
            SimulatedFolder folder,
            Function<SimulatedFolder, Map<String, SimulatedNode>> namesOf,
            Function<SimulatedFile, SimulatedFile> fileOf) {
        SimulatedFolder found = new SimulatedFolder();
        namesOf.apply(folder).forEach((name, node) -> {
            SimulatedNode foundNode = node instanceof SimulatedFile file
                    ? fileOf.apply(file)
                    : found((SimulatedFolder) node, namesOf, fileOf);
            found.visible.put(name, foundNode);
            found.durable.put(name, foundNode);
        });
        return found;
    }
}
