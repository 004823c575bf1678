package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.errors.FileProblem;
import java.util.List;
import java.util.Objects;

/**
 * What a journal holds, as read at one moment. Immutable as long as nobody changes a payload.
 *
 * @param epoch the journal's epoch; 0 if there is no journal yet
 * @param records the valid records that are needed, in order; those with a sequence above {@code witness} were written
 *     but are not known to be on disk
 * @param lastSequence the sequence of the last valid record, needed or not; 0 for none
 * @param highestSequenceSeen the highest sequence in any record that passes its own checks, cut or void ones included
 * @param witness every record up to this sequence was durable once
 * @param durableEnd the last valid record with a sequence up to {@code witness}
 * @param tail what stands behind the end, piece by piece; empty if the journal ends cleanly
 * @param gaps the durable records that are lost, in order; those wholly at or below the needed sequence do no harm
 * @param problems damage that lost no record
 * @param segments each segment file there is, in the order of their numbers
 */
public record JournalContents(
        long epoch,
        List<JournalRecord> records,
        long lastSequence,
        long highestSequenceSeen,
        long witness,
        SegmentLink durableEnd,
        List<CutTail> tail,
        List<JournalGap> gaps,
        List<FileProblem> problems,
        List<SegmentInfo> segments) {

    public JournalContents {
        records = List.copyOf(records);
        Objects.requireNonNull(durableEnd, "durableEnd");
        tail = List.copyOf(tail);
        gaps = List.copyOf(gaps);
        problems = List.copyOf(problems);
        segments = List.copyOf(segments);
    }
}
