package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a changed position is put into words. */
final class PositionFinding {

    /** So many ids are written out; the finding itself has all of them. */
    private static final int MOST_NAMED = 5;

    private PositionFinding() {}

    static void report(Findings findings, PositionChange change, Severity severity, boolean freshStart) {
        Findings.Draft draft = findings.of(kind(change))
                .severity(severity)
                .symbol(change.symbol())
                .change(text(change.before()), text(change.after()))
                .evidence(change.evidence());
        if (severity == Severity.REVIEW && !freshStart) {
            draft.lagMayExplain();
        }
        StringBuilder words = findings.words().append(change.symbol()).append(" went from ");
        appendHolding(words, change.before());
        appendHolding(words.append(" to "), change.after());
        appendFlip(words, change);
        appendWhy(words, change);
        draft.says(words);
    }

    private static InconsistencyKind kind(PositionChange change) {
        if (isNone(change.quantityBefore())) {
            return InconsistencyKind.POSITION_UNKNOWN;
        }
        return isNone(change.quantityAfter())
                ? InconsistencyKind.POSITION_MISSING
                : InconsistencyKind.POSITION_QUANTITY;
    }

    private static boolean isNone(@Nullable BigDecimal quantity) {
        return quantity != null && quantity.signum() == 0;
    }

    private static @Nullable String text(@Nullable Position position) {
        return position == null ? null : Amounts.text(position.quantity());
    }

    private static void appendHolding(StringBuilder words, @Nullable Position position) {
        if (position == null) {
            words.append("none");
            return;
        }
        words.append(Amounts.text(position.quantity()));
        if (position.averagePrice() != null) {
            words.append(" at ").append(Amounts.plain(position.averagePrice()));
        }
    }

    private static void appendFlip(StringBuilder words, PositionChange change) {
        BigDecimal before = change.quantityBefore();
        BigDecimal after = change.quantityAfter();
        if (change.flips() && before != null && after != null) {
            words.append(": closed ")
                    .append(Amounts.plain(before))
                    .append(", opened ")
                    .append(Amounts.plain(after));
        }
    }

    private static void appendWhy(StringBuilder words, PositionChange change) {
        BigDecimal unexplained = change.unexplained();
        if (unexplained == null) {
            words.append("; what was held before is not known. Check it at the broker");
            return;
        }
        if (unexplained.signum() == 0) {
            appendNames(words.append(", explained by "), change.evidence());
            return;
        }
        if (change.explained().signum() != 0) {
            words.append(", of which ")
                    .append(Amounts.plain(change.explained()))
                    .append(" is explained by ");
            appendNames(words, change.evidence());
        }
        words.append("; ")
                .append(Amounts.plain(unexplained))
                .append(" is not explained. See at the broker who traded it, then approve or correct it");
    }

    private static void appendNames(StringBuilder words, List<String> evidence) {
        int named = Math.min(evidence.size(), MOST_NAMED);
        for (int i = 0; i < named; i++) {
            words.append(i == 0 ? "" : ", ").append(evidence.get(i));
        }
        if (named < evidence.size()) {
            words.append(" and ").append(evidence.size() - named).append(" more");
        }
    }
}
