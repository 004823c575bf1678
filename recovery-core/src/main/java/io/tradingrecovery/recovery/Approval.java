package io.tradingrecovery.recovery;

import java.time.Instant;

/**
 * A person's decision. Immutable and safe to share between threads.
 *
 * @param reportId the report that was read
 * @param planDigest what that report left to decide
 * @param by who decided
 * @param note why
 * @param at when
 */
public record Approval(String reportId, String planDigest, String by, String note, Instant at) {

    private static final int LONGEST = 2_000;

    public Approval {
        requireText("report id", reportId);
        requireText("plan digest", planDigest);
        requireText("by", by);
        requireText("note", note);
    }

    private static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("The " + name + " of an approval is blank; say it");
        }
        if (value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The " + name + " of an approval has " + value.length() + " characters; give at most " + LONGEST);
        }
    }
}
