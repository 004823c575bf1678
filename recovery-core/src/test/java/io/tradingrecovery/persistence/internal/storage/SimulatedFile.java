package io.tradingrecovery.persistence.internal.storage;

import io.tradingrecovery.persistence.internal.storage.Fates.Fate;
import java.util.ArrayList;
import java.util.List;

/**
 * A file between page cache and disk: what reading shows, what is certainly on disk, and the writes in between, in
 * their order.
 */
final class SimulatedFile implements SimulatedNode {

    private static final int SECTOR = 512;

    private final GrowingBytes visible;
    private final GrowingBytes durable;
    private final List<Write> writes = new ArrayList<>();

    /** Where a write stands. */
    private enum Stage {
        UNSYNCED,
        /** A sync of it failed: the kernel takes it for clean, so no later sync writes it. */
        ABANDONED,
        SYNCED
    }

    private static final class Write {

        private final int position;
        private final byte[] data;
        private final Stage stage;

        Write(int position, byte[] data, Stage stage) {
            this.position = position;
            this.data = data;
            this.stage = stage;
        }

        Write at(Stage next) {
            return new Write(position, data, next);
        }

        int end() {
            return position + data.length;
        }
    }

    /** A file whose content is on disk. */
    SimulatedFile(byte[] content) {
        visible = new GrowingBytes(content);
        durable = new GrowingBytes(content);
    }

    int size() {
        return visible.length();
    }

    byte[] content() {
        return visible.toArray();
    }

    void write(byte[] data, int position) {
        if (data.length > 0) {
            visible.put(position, data);
            writes.add(new Write(position, data, Stage.UNSYNCED));
        }
    }

    /** Makes durable what no sync has failed on. */
    void sync() {
        advance(Stage.SYNCED);
        while (!writes.isEmpty() && writes.get(0).stage == Stage.SYNCED) {
            Write write = writes.remove(0);
            durable.put(write.position, write.data);
        }
    }

    /** A failed sync: what was to be made durable may be so or not, and no later sync changes that. */
    void failToSync() {
        advance(Stage.ABANDONED);
    }

    private void advance(Stage next) {
        writes.replaceAll(write -> write.stage == Stage.UNSYNCED ? write.at(next) : write);
    }

    /** The file in the same state, for a machine that goes on separately. */
    SimulatedFile copy() {
        SimulatedFile copy = new SimulatedFile(durable.toArray());
        copy.writes.addAll(writes);
        copy.visible.put(0, visible.toArray());
        return copy;
    }

    /** The file as it may be found after a power failure. */
    SimulatedFile afterPowerFailure(Fates fates) {
        GrowingBytes disk = new GrowingBytes(durable.toArray());
        for (Write write : writes) {
            Fate fate = write.stage == Stage.SYNCED ? Fate.KEPT : fates.next();
            switch (fate) {
                case KEPT -> disk.put(write.position, write.data);
                case LOST -> growPerhaps(disk, write, fates);
                case TORN -> tear(disk, write, fates);
            }
        }
        return new SimulatedFile(disk.toArray());
    }

    /** Keeps or loses each sector; what is kept beyond the end shows only if the file has grown. */
    private static void tear(GrowingBytes disk, Write write, Fates fates) {
        growPerhaps(disk, write, fates);
        int end = Math.min(write.end(), disk.length());
        int next;
        for (int start = write.position; start < end; start = next) {
            next = Math.min(end, (start / SECTOR + 1) * SECTOR);
            if (fates.heads()) {
                disk.put(write.position, write.data, start - write.position, next - write.position);
            }
        }
    }

    /** The length is written apart from the data: it may have grown in full, in part, or not at all. */
    private static void growPerhaps(GrowingBytes disk, Write write, Fates fates) {
        int growth = write.end() - disk.length();
        if (growth > 0 && fates.heads()) {
            int grown = fates.heads() ? growth : fates.upTo(growth);
            disk.put(disk.length(), fates.unwritten(grown));
        }
    }
}
