package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One difference between what was saved and what the broker says. Immutable and safe to share between threads.
 *
 * @param kind what differs
 * @param severity how much it weighs
 * @param symbol the instrument or currency it is about; absent for none
 * @param orderKey the order it is about; absent for none
 * @param before what was saved, as text; absent for nothing
 * @param after what the broker says or what is proposed, as text; absent for nothing
 * @param evidence ids of the broker's fills, orders and activities that explain it, sorted; empty for unexplained
 * @param message a sentence that an operator understands
 * @param settles whether lag alone can explain it, so that looking again later may resolve it
 */
public record Inconsistency(
        InconsistencyKind kind,
        Severity severity,
        @Nullable String symbol,
        @Nullable OrderKey orderKey,
        @Nullable String before,
        @Nullable String after,
        List<String> evidence,
        String message,
        boolean settles) {

    /** By everything but severity and message. */
    static final Comparator<Inconsistency> CONTENT = Inconsistency::compareContent;

    /** The heaviest first, then by content. */
    static final Comparator<Inconsistency> ORDER = Inconsistency::compare;

    public Inconsistency {
        Objects.requireNonNull(kind, "inconsistency.kind is null; it must be given");
        Objects.requireNonNull(severity, "inconsistency.severity is null; it must be given");
        Objects.requireNonNull(message, "inconsistency.message is null; it must be given");
        evidence = evidence.size() < 2
                ? List.copyOf(evidence)
                : evidence.stream().sorted().toList();
    }

    /** One about no instrument and no order, such as what loading found, of the kind's usual severity. */
    public static Inconsistency of(InconsistencyKind kind, String message) {
        return of(kind, kind.severity(), message);
    }

    /** One about no instrument and no order. */
    public static Inconsistency of(InconsistencyKind kind, Severity severity, String message) {
        return new Inconsistency(kind, severity, null, null, null, null, List.of(), message, false);
    }

    /** An immutable copy in ascending order. */
    static List<String> sorted(List<String> ids) {
        if (ids.size() < 2) {
            return List.copyOf(ids);
        }
        String[] sorted = ids.toArray(String[]::new);
        Arrays.sort(sorted);
        return List.of(sorted);
    }

    private static int compare(Inconsistency one, Inconsistency other) {
        int order = other.severity.compareTo(one.severity);
        order = order == 0 ? compareContent(one, other) : order;
        return order == 0 ? one.message.compareTo(other.message) : order;
    }

    private static int compareContent(Inconsistency one, Inconsistency other) {
        int order = one.kind.compareTo(other.kind);
        order = order == 0 ? OrderKeys.compare(one.symbol, other.symbol) : order;
        order = order == 0 ? OrderKeys.compare(one.orderKey, other.orderKey) : order;
        order = order == 0 ? OrderKeys.compare(one.before, other.before) : order;
        order = order == 0 ? OrderKeys.compare(one.after, other.after) : order;
        return order == 0
                ? Arrays.compare(one.evidence.toArray(String[]::new), other.evidence.toArray(String[]::new))
                : order;
    }

    /** As a line of text. */
    @Override
    public String toString() {
        return severity + " " + kind + ": " + message;
    }
}
