package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.SnapshotContent;
import io.tradingrecovery.persistence.StateMaintenance;
import java.nio.file.Files;
import java.nio.file.Path;

/** A snapshot as an operator names it: by its sequence, by a file of the directory, or by any other path. */
final class SnapshotArgument {

    private SnapshotArgument() {}

    static SnapshotContent read(StateMaintenance maintenance, Path directory, String argument) {
        return argument.matches("[0-9]{1,18}")
                ? maintenance.snapshot(Long.parseLong(argument))
                : read(maintenance, directory, Path.of(argument));
    }

    static SnapshotContent read(StateMaintenance maintenance, Path directory, Path file) {
        Path inside = directory.resolve(file);
        return maintenance.snapshot(Files.exists(inside) ? inside : file);
    }
}
