package io.tradingrecovery.persistence.internal.journal;

import java.util.Optional;

/** What a record tells. The codes stand in files: they never change, and a code is never used for something else. */
public enum RecordType {
    /** A new order is about to be sent. */
    SUBMIT(1),
    /** A new order is about to be sent in the place of another. */
    REPLACE(2),
    /** A cancel is about to be sent. */
    CANCEL(3),
    /** What the broker answered to one of those three. */
    ANSWER(4),
    /** An execution. */
    FILL(5),
    /** An order came to its end. */
    CLOSED(6),
    /** Trading was halted. */
    HALT(7),
    /** The halt was lifted. */
    CLEAR_HALT(8),
    /** A remark of the bot's own. */
    NOTE(9),
    /** Nothing but the proof that the group before is durable; the writer's own. */
    WITNESS(10);

    private static final RecordType[] ALL = values();

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /** Its number in a file. */
    int code() {
        return code;
    }

    /** The type with this number; empty for one that only a newer build knows. */
    static Optional<RecordType> of(int code) {
        for (RecordType type : ALL) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
