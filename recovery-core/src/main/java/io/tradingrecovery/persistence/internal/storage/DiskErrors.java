package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Gives errors the path that the kernel's message lacks, and the words that the JDK's lacks. */
public final class DiskErrors {

    private DiskErrors() {}

    /** What a message says of its cause: some of the JDK's exceptions name a file and tell by their type alone what is wrong. */
    public static String inWords(Throwable error) {
        String message = error.getMessage();
        if (message == null) {
            return error.getClass().getSimpleName();
        }
        return error instanceof FileSystemException of && of.getReason() == null ? message + ": " + word(of) : message;
    }

    private static String word(FileSystemException error) {
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        } else if (error instanceof NotDirectoryException) {
            return "is no directory";
        } else if (error instanceof NoSuchFileException) {
            return "does not exist";
        } else if (error instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        return error.getClass().getSimpleName();
    }

    /** {@code error} if it names a file already, else an exception that names {@code path} and is caused by it. */
    static IOException naming(Path path, IOException error) {
        if (error instanceof FileSystemException || error instanceof Storage.NotReadableException) {
            return error;
        }
        FileSystemException named = new FileSystemException(path.toString(), null, reason(error));
        named.initCause(error);
        return named;
    }

    private static String reason(IOException error) {
        if (error instanceof ClosedByInterruptException) {
            return "the thread was interrupted, which closed the file";
        }
        return inWords(error);
    }
}
