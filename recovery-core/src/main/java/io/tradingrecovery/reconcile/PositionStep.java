package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Positions: the broker's quantity is final, and how much of each change is explained is said. */
final class PositionStep {

    /** The smallest split: what differs by less is no corporate action. */
    private static final BigDecimal SMALLEST_SPLIT = new BigDecimal("0.01");

    /** How far the cost may be off, relative, after a split: brokers round average prices. */
    private static final BigDecimal SPLIT_TOLERANCE = new BigDecimal("0.001");

    private final Comparison comparison;
    private final ReconcilePolicy policy;
    private final Findings findings;
    private final Effects effects;
    private final boolean freshStart;
    private final Holdings holdings;
    private final List<Position> proposed = new ArrayList<>();
    private final List<PositionChange> changes = new ArrayList<>();
    private boolean changed;

    PositionStep(Comparison comparison, Effects effects) {
        this.comparison = comparison;
        this.effects = effects;
        policy = comparison.policy();
        findings = comparison.findings();
        freshStart = comparison.isFreshStart();
        holdings = comparison.holdings();
    }

    void run() {
        holdings.renamed().forEach(this::reportRename);
        holdings.symbols(effects.symbols()).forEach(this::compare);
    }

    /** The positions to go on with, by symbol. */
    List<Position> proposed() {
        return proposed;
    }

    List<PositionChange> changes() {
        return changes;
    }

    boolean changed() {
        return changed;
    }

    private void reportRename(String symbol) {
        String now = comparison.renames().now(symbol);
        changed = true;
        findings.of(InconsistencyKind.CORPORATE_ACTION)
                .symbol(now)
                .change(symbol, now)
                .evidence(comparison.renames().evidence(symbol))
                .says(symbol + " is called " + now + " now");
    }

    private void compare(String symbol) {
        Position before = holdings.saved(symbol);
        Position after = holdings.broker(symbol);
        BigDecimal from = before == null ? BigDecimal.ZERO : before.quantity();
        BigDecimal to = after == null ? BigDecimal.ZERO : after.quantity();
        if (after != null && (to == null || to.signum() != 0)) {
            checkSupported(after);
        }
        if (holdings.isInvalid(symbol) || to == null) {
            keepUnknown(symbol, before);
        } else if (from == null) {
            adopt(symbol, before, after, to);
            report(new PositionChange(symbol, before, after, BigDecimal.ZERO, null, List.of()));
        } else {
            compare(symbol, before, after, from, to);
        }
    }

    private void compare(
            String symbol, @Nullable Position before, @Nullable Position after, BigDecimal from, BigDecimal to) {
        BigDecimal precision = policy.sizePrecision(symbol);
        BigDecimal delta = to.subtract(from);
        if (before != null && after != null && isOtherAsset(before, after)) {
            replaceAsset(symbol, before, after, to);
            return;
        }
        Effect effect = effects.onPosition(symbol);
        Effect.Explanation explanation = effect.of(delta, precision);
        BigDecimal explained = explanation.explained();
        BigDecimal unexplained = delta.subtract(explained);
        List<String> evidence = explanation.evidence();
        if (isPendingFee(effect, symbol, unexplained)) {
            reportPendingFee(symbol, unexplained, evidence);
            explained = delta;
            unexplained = BigDecimal.ZERO;
        }
        if (isSplit(before, after, delta, explained, unexplained)) {
            String activity = effect.split();
            reportSplit(symbol, before, after, activity);
            evidence = activity == null ? List.of() : List.of(activity);
            record(
                    symbol,
                    before,
                    after,
                    to,
                    new PositionChange(
                            symbol,
                            before,
                            after,
                            activity == null ? BigDecimal.ZERO : delta,
                            activity == null ? delta : BigDecimal.ZERO,
                            evidence));
            return;
        }
        if (Amounts.negligible(delta, precision) && Amounts.negligible(unexplained, precision)) {
            keep(symbol, before, after, to);
            return;
        }
        PositionChange change = new PositionChange(symbol, before, after, explained, unexplained, evidence);
        record(symbol, before, after, to, change);
        report(change);
    }

    /** Whether a shortage is within what the broker may take of purchases whose fee is not known yet. */
    private boolean isPendingFee(Effect effect, String symbol, BigDecimal unexplained) {
        BigDecimal most = effect.withUnknownFee().multiply(policy.feeRate(symbol));
        return unexplained.signum() < 0
                && !Amounts.negligible(unexplained, policy.sizePrecision(symbol))
                && unexplained.negate().compareTo(most) <= 0;
    }

    private void reportPendingFee(String symbol, BigDecimal shortage, List<String> evidence) {
        findings.of(InconsistencyKind.FEE_PENDING)
                .symbol(symbol)
                .change(null, Amounts.plain(shortage))
                .evidence(evidence)
                .says(Amounts.plain(shortage.negate()) + " " + symbol
                        + " less than was bought is within the stated fee rate; the fee is not posted yet");
    }

    /** One symbol, two instruments: the old one's symbol was given to another. */
    private static boolean isOtherAsset(Position before, Position after) {
        return before.assetId() != null
                && after.assetId() != null
                && !before.assetId().equals(after.assetId());
    }

    private void replaceAsset(String symbol, Position before, Position after, BigDecimal to) {
        record(symbol, null, after, to, new PositionChange(symbol, before, after, BigDecimal.ZERO, null, List.of()));
        findings.of(InconsistencyKind.POSITION_QUANTITY)
                .severity(unexplainedSeverity())
                .symbol(symbol)
                .change(Amounts.text(before.quantity()), Amounts.text(to))
                .lagMayExplain()
                .says(symbol + " is another instrument than the saved one (asset " + before.assetId() + ", now "
                        + after.assetId() + "): " + Amounts.holding(before) + " of the old one is gone, "
                        + Amounts.holding(after) + " of the new one is held. See at the broker what became of it");
    }

    private static boolean isSplit(
            @Nullable Position before,
            @Nullable Position after,
            BigDecimal delta,
            BigDecimal explained,
            BigDecimal unexplained) {
        if (before == null || after == null || delta.signum() == 0 || unexplained.signum() == 0) {
            return false;
        }
        BigDecimal from = before.quantity();
        BigDecimal to = after.quantity();
        BigDecimal oldPrice = before.averagePrice();
        BigDecimal newPrice = after.averagePrice();
        if (from == null || to == null || oldPrice == null || newPrice == null || explained.signum() != 0) {
            return false;
        }
        return from.signum() * to.signum() > 0
                && !Amounts.close(from, to, SMALLEST_SPLIT)
                && oldPrice.signum() > 0
                && newPrice.signum() > 0
                && Amounts.close(from.multiply(oldPrice), to.multiply(newPrice), SPLIT_TOLERANCE);
    }

    private void reportSplit(
            String symbol, @Nullable Position before, @Nullable Position after, @Nullable String activity) {
        if (before == null || after == null || before.quantity() == null || after.quantity() == null) {
            return;
        }
        String ratio = Amounts.plain(after.quantity().divide(before.quantity(), MathContext.DECIMAL32));
        findings.of(activity == null ? InconsistencyKind.SPLIT_SUSPECTED : InconsistencyKind.CORPORATE_ACTION)
                .symbol(symbol)
                .change(Amounts.holding(before), Amounts.holding(after))
                .evidence(activity)
                .says(symbol + " went from " + Amounts.holding(before) + " to " + Amounts.holding(after)
                        + " at the same cost, " + ratio + " for one"
                        + (activity == null
                                ? ": it looks like a split, and no activity says so. Check it, and the prices of open"
                                        + " orders"
                                : ": a split; check the prices of open orders"));
    }

    private void checkSupported(Position position) {
        if (!policy.supports(position)) {
            findings.of(InconsistencyKind.UNSUPPORTED_INSTRUMENT)
                    .symbol(position.symbol())
                    .change(null, Amounts.text(position.quantity()))
                    .says("The account holds " + Amounts.holding(position) + " of " + position.symbol()
                            + ", which this bot can't trade; close it by hand, or leave it out of the scope");
        }
    }

    /** The broker's row can't be used, so what the broker holds is not known. */
    private void keepUnknown(String symbol, @Nullable Position before) {
        Position unknown = new Position(
                symbol,
                null,
                null,
                before == null ? null : before.multiplier(),
                before == null ? null : before.assetId());
        changed = true;
        proposed.add(unknown);
        changes.add(new PositionChange(symbol, before, unknown, BigDecimal.ZERO, null, List.of()));
        if (!holdings.isInvalid(symbol)) {
            findings.of(InconsistencyKind.ROW_INVALID)
                    .symbol(symbol)
                    .change(before == null ? null : Amounts.text(before.quantity()), null)
                    .says("The broker lists a position in " + symbol
                            + " without a quantity; it is not known. Compare it with the broker's own statement");
        }
    }

    private void record(
            String symbol, @Nullable Position before, @Nullable Position after, BigDecimal to, PositionChange change) {
        changes.add(change);
        adopt(symbol, before, after, to);
    }

    /** The broker's position, with what it does not say of the instrument. */
    private void adopt(String symbol, @Nullable Position before, @Nullable Position after, BigDecimal to) {
        changed = true;
        add(symbol, before, after, to, after == null ? null : after.averagePrice());
    }

    /** The quantity is the same; the average price may not be. */
    private void keep(String symbol, @Nullable Position before, @Nullable Position after, BigDecimal to) {
        BigDecimal old = before == null ? null : before.averagePrice();
        BigDecimal current = after == null ? null : after.averagePrice();
        boolean held = after != null && to.signum() != 0;
        boolean same = Amounts.same(old, current)
                || (old != null && current != null && Amounts.close(old, current, policy.averagePriceTolerance()));
        if (!held || same) {
            add(symbol, before, after, to, old);
            return;
        }
        changed = true;
        changes.add(new PositionChange(symbol, before, after, BigDecimal.ZERO, BigDecimal.ZERO, List.of()));
        findings.of(InconsistencyKind.AVERAGE_PRICE)
                .symbol(symbol)
                .change(Amounts.text(old), Amounts.text(current))
                .says("The average price of " + symbol + " was " + Amounts.text(old) + " and is "
                        + Amounts.text(current) + " at the broker");
        add(symbol, before, after, to, current);
    }

    private void add(
            String symbol,
            @Nullable Position before,
            @Nullable Position after,
            BigDecimal to,
            @Nullable BigDecimal averagePrice) {
        if (to.signum() == 0) {
            return;
        }
        BigDecimal multiplier = after == null ? null : after.multiplier();
        String assetId = after == null ? null : after.assetId();
        if (before != null) {
            multiplier = multiplier == null ? before.multiplier() : multiplier;
            assetId = assetId == null ? before.assetId() : assetId;
        }
        proposed.add(new Position(symbol, to, averagePrice, multiplier, assetId));
    }

    private void report(PositionChange change) {
        PositionFinding.report(findings, change, severity(change), freshStart);
    }

    private Severity severity(PositionChange change) {
        BigDecimal unexplained = change.unexplained();
        boolean explained =
                unexplained != null && Amounts.negligible(unexplained, policy.sizePrecision(change.symbol()));
        return explained ? Severity.INFO : unexplainedSeverity();
    }

    private Severity unexplainedSeverity() {
        if (freshStart) {
            return policy.adoptOnFirstStart() ? Severity.WARN : Severity.REVIEW;
        }
        boolean adopt = policy.unexplained() == UnexplainedPolicy.ADOPT
                && comparison.view().settled();
        return adopt ? Severity.WARN : Severity.REVIEW;
    }
}
