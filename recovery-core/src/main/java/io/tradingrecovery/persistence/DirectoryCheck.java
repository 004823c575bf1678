package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.FileProblem;
import java.nio.file.Path;
import java.util.List;

/**
 * What a check of a whole state directory found. Immutable and safe to share between threads.
 *
 * @param directory its real path
 * @param snapshots every file with a snapshot's name, newest first
 * @param journal the order journal
 * @param quarantined the files that were put aside before; no finding, but worth a look
 * @param temporary unfinished files: of a save that is under way, or of one that a crash ended; the next save removes them
 * @param start what a bot that starts now would load, or why it would refuse to: one sentence
 * @param findings what is wrong; empty if everything is good
 */
public record DirectoryCheck(
        Path directory,
        List<SnapshotFile> snapshots,
        JournalView journal,
        List<Path> quarantined,
        List<Path> temporary,
        String start,
        List<Finding> findings) {

    public DirectoryCheck {
        snapshots = List.copyOf(snapshots);
        quarantined = List.copyOf(quarantined);
        temporary = List.copyOf(temporary);
        findings = List.copyOf(findings);
    }

    /** Whether nothing is wrong. */
    public boolean isGood() {
        return findings.isEmpty();
    }

    /**
     * Something that is wrong.
     *
     * @param problem where, and what: a clause
     * @param fix what an operator can do about it
     */
    public record Finding(FileProblem problem, String fix) {

        @Override
        public String toString() {
            return problem.kind() + " " + problem + ". " + fix;
        }
    }
}
