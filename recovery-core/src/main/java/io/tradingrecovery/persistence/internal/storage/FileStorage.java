package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The storage on a real file system. Files are created with mode 0600 and folders with 0700, no link is followed below
 * the directory, and every error names its path. Safe for use by several threads.
 *
 * <p>An interrupt closes the file that the interrupted thread is working on: the call fails, the thread keeps its flag,
 * and the file takes nothing more. On Windows a directory can't be synced, so names are only as durable there as the
 * system makes them.
 */
public final class FileStorage implements Storage {

    static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    private final Path directory;
    private final AtomicRename renames = AtomicRename.ofThisSystem();

    private FileStorage(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens a directory, creating it and its missing parents. Its name is durable once this returns.
     *
     * @throws NotDirectoryException if something else has the name
     */
    public static FileStorage open(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        createDurably(absolute);
        return openExisting(absolute);
    }

    /**
     * Opens a directory that exists and creates nothing, for those who only look.
     *
     * @throws NoSuchFileException if it does not exist
     * @throws NotDirectoryException if something else has the name
     */
    public static FileStorage openExisting(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(real.toString());
        }
        return new FileStorage(real);
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public void createFolder(String name) throws IOException {
        PrivateFiles.createFolder(directory.resolve(Names.folder(name)));
    }

    @Override
    public List<StoredFile> list(String folder) throws IOException {
        Path path = folder(folder);
        List<StoredFile> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                addIfPresent(found, entry);
            }
        } catch (DirectoryIteratorException e) {
            throw DiskErrors.naming(path, Objects.requireNonNull(e.getCause()));
        } catch (NoSuchFileException e) {
            if (folder.isEmpty()) {
                throw e;
            }
        }
        return found;
    }

    private static void addIfPresent(List<StoredFile> found, Path entry) throws IOException {
        try {
            BasicFileAttributes attributes = RegularFiles.attributes(entry);
            boolean regular = attributes.isRegularFile();
            found.add(new StoredFile(entry.getFileName().toString(), regular, regular ? attributes.size() : 0));
        } catch (NoSuchFileException deletedMeanwhile) {
            // Then it is no entry any more.
        }
    }

    @Override
    public byte[] read(String name, long maxBytes) throws IOException {
        return RegularFiles.read(file(name), maxBytes);
    }

    @Override
    public StorageFile create(String name) throws IOException {
        Path path = file(name);
        return new OpenedFile(
                path,
                PrivateFiles.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        renames.rename(file(from), file(to));
    }

    @Override
    public void delete(String name) throws IOException {
        Path path = file(name);
        if (RegularFiles.attributes(path).isDirectory()) {
            throw new FileSystemException(path.toString(), null, "is a directory; only files are deleted");
        }
        Files.delete(path);
    }

    @Override
    public void syncDirectory(String folder) throws IOException {
        sync(folder(folder));
    }

    @Override
    public DirectoryLock lock() throws IOException {
        return FileDirectoryLock.acquire(directory);
    }

    private Path file(String name) throws IOException {
        String folder = Names.folderOf(Names.file(name));
        return folder(folder).resolve(Names.lastOf(name));
    }

    /** The path of a folder, absent or not, that is no link: {@code NOFOLLOW_LINKS} guards only the last part of a path. */
    private Path folder(String name) throws IOException {
        if (name.isEmpty()) {
            return directory;
        }
        Path path = directory.resolve(Names.folder(name));
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(path.toString());
        }
        return path;
    }

    private static void createDurably(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null) {
            return;
        }
        if (Files.isDirectory(directory)) {
            syncIfAllowed(parent);
            return;
        }
        if (!Files.isDirectory(parent)) {
            createDurably(parent);
        }
        PrivateFiles.createFolder(directory);
        sync(parent);
    }

    /** Whoever created an existing directory may not have synced its name; its parent may be closed to us. */
    private static void syncIfAllowed(Path parent) throws IOException {
        try {
            sync(parent);
        } catch (AccessDeniedException notOurs) {
            // The directory was made by somebody with more rights, who answers for its name.
        }
    }

    private static void sync(Path directory) throws IOException {
        if (WINDOWS) {
            return; // A directory can't be opened there.
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw DiskErrors.naming(directory, e);
        }
    }
}
