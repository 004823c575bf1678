package io.tradingrecovery.persistence.internal.storage;

/** The operations that a {@link SimulatedStorage} counts and can make fail. */
public enum OperationKind {
    CREATE_FOLDER,
    LIST,
    READ,
    CREATE,
    WRITE,
    SYNC,
    CLOSE,
    RENAME,
    DELETE,
    SYNC_DIRECTORY,
    LOCK
}
