package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads a journal and classifies what it finds; changes nothing. Reads each segment twice, one at a time: first for the
 * witness, the highest sequence known to have been durable, then for the records.
 *
 * <p>A record that is missing or damaged counts as lost only at or below the witness. Above it, its group was never
 * acknowledged, and the journal ends there. What no witness can show is the loss of exactly the last group when nothing
 * was written after it, not even the idle writer's WITNESS, and of a last segment that turned to zeros as a whole.
 */
public final class JournalReader {

    private final Storage storage;
    private final JournalAnchor anchor;
    private final Path directory;

    private JournalReader(Storage storage, JournalAnchor anchor) {
        this.storage = storage;
        this.anchor = anchor;
        this.directory = storage.directory();
    }

    /**
     * Reads the journal in a directory. Holds one segment of at most 16 MiB in memory, and the payloads that are needed.
     *
     * @throws IOException if the disk fails; that is never taken for the end of a file
     * @throws io.tradingrecovery.errors.StateRefusedException if a segment is intact but from a newer build
     */
    public static JournalContents read(Storage storage, JournalAnchor anchor) throws IOException {
        return new JournalReader(storage, anchor).read();
    }

    private JournalContents read() throws IOException {
        List<SegmentScan> scans = scan();
        long epoch = anchor.epoch() != 0 ? anchor.epoch() : epochOf(scans);
        long witness = witness(scans, epoch, anchor.witness());
        ChainLedger ledger = new ChainLedger(directory, witness, anchor.needAfter());
        TailCollector tail = new TailCollector();
        Map<Long, SegmentInfo.Kind> present = new HashMap<>();
        for (SegmentScan scan : scans) {
            present.put(scan.number(), scan.kind(epoch));
            noteStranger(scan, epoch, ledger);
        }
        JournalChain chain = new JournalChain(epoch, witness, anchor.needAfter(), present, ledger, tail);
        for (ChainStep step : ChainStep.plan(scans, epoch, witness)) {
            chain.follow(step, image(step.scan().name()));
        }
        chain.finish();
        return new JournalContents(
                epoch,
                ledger.records(),
                ledger.lastRead().sequence(),
                highest(scans, epoch),
                witness,
                ledger.durableEnd(),
                tail.pieces(),
                ledger.gaps(),
                ledger.problems(),
                scans.stream().map(scan -> info(scan, epoch)).toList());
    }

    private List<SegmentScan> scan() throws IOException {
        List<SegmentScan> scans = new ArrayList<>();
        for (Storage.StoredFile file : storage.list("")) {
            OptionalLong number = SegmentName.parse(file.name());
            if (number.isPresent()) {
                scans.add(scan(number.getAsLong(), file.name()));
            }
        }
        scans.sort(Comparator.comparingLong(SegmentScan::number));
        return scans;
    }

    private SegmentScan scan(long number, String name) throws IOException {
        SegmentImage image;
        try {
            image = image(name);
        } catch (Storage.NotReadableException e) {
            return SegmentScan.unreadable(number, name);
        }
        return SegmentScan.of(number, directory.resolve(name), image);
    }

    private SegmentImage image(String name) throws IOException {
        return new SegmentImage(storage.read(name, SegmentHeader.MAX_SEGMENT_BYTES));
    }

    /** The epoch that most segments name, the older one of equals; 0 if none names any. */
    private static long epochOf(List<SegmentScan> scans) {
        Map<Long, Integer> votes = new LinkedHashMap<>();
        for (SegmentScan scan : scans) {
            scan.epochs().forEach(epoch -> votes.merge(epoch, 1, Integer::sum));
        }
        long elected = 0;
        for (Map.Entry<Long, Integer> candidate : votes.entrySet()) {
            if (candidate.getValue() > votes.getOrDefault(elected, 0)) {
                elected = candidate.getKey();
            }
        }
        return elected;
    }

    /** What a later record, a link or a snapshot says was durable before it was written. */
    private static long witness(List<SegmentScan> scans, long epoch, long snapshotWitness) {
        long witness = snapshotWitness;
        for (SegmentScan scan : scans) {
            witness = Math.max(
                    witness,
                    scan.spanOf(epoch).map(SegmentScan.Span::durableUpTo).orElse(0L));
            witness = Math.max(
                    witness,
                    scan.headerOf(epoch).map(page -> page.link().sequence()).orElse(0L));
        }
        return witness;
    }

    private static long highest(List<SegmentScan> scans, long epoch) {
        return scans.stream().mapToLong(scan -> scan.lastSequence(epoch)).max().orElse(0);
    }

    private static SegmentInfo info(SegmentScan scan, long epoch) {
        return new SegmentInfo(
                scan.number(),
                scan.name(),
                scan.kind(epoch),
                scan.spanOf(epoch).map(SegmentScan.Span::first).orElse(0L),
                scan.lastSequence(epoch));
    }

    private static void noteStranger(SegmentScan scan, long epoch, ChainLedger ledger) {
        if (scan.kind(epoch) == SegmentInfo.Kind.NO_SEGMENT) {
            ledger.problem(scan.name(), "it is no regular file, or larger than any segment");
        } else if (scan.kind(epoch) == SegmentInfo.Kind.FOREIGN) {
            boolean misnamed =
                    scan.header().filter(page -> page.epoch() == epoch).isPresent();
            ledger.problem(
                    scan.name(),
                    misnamed ? "it is a copy of another segment of this journal" : "it belongs to another journal");
        }
    }
}
