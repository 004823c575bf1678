package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a changed position is put into words. */
final class PositionFinding {

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
        draft.says(change.symbol() + " went from " + holding(change.before()) + " to " + holding(change.after())
                + flip(change) + why(change));
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

    private static String holding(@Nullable Position position) {
        return position == null ? "none" : Amounts.holding(position);
    }

    private static String flip(PositionChange change) {
        BigDecimal before = change.quantityBefore();
        BigDecimal after = change.quantityAfter();
        return change.flips() && before != null && after != null
                ? ": closed " + Amounts.plain(before) + ", opened " + Amounts.plain(after)
                : "";
    }

    private static String why(PositionChange change) {
        BigDecimal unexplained = change.unexplained();
        if (unexplained == null) {
            return "; what was held before is not known. Check it at the broker";
        }
        if (unexplained.signum() == 0) {
            return ", explained by " + named(change.evidence());
        }
        return (change.explained().signum() == 0
                        ? ""
                        : ", of which " + Amounts.plain(change.explained()) + " is explained by "
                                + named(change.evidence()))
                + "; " + Amounts.plain(unexplained)
                + " is not explained. See at the broker who traded it, then approve or correct it";
    }

    private static String named(List<String> evidence) {
        return evidence.size() <= 5
                ? String.join(", ", evidence)
                : String.join(", ", evidence.subList(0, 5)) + " and " + (evidence.size() - 5) + " more";
    }
}
