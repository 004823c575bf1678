package io.tradingrecovery.reconcile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What named evidence does to one quantity or balance. Not thread-safe. */
final class Effect {

    static final Effect NONE = new Effect();

    private record Possible(BigDecimal change, String evidence) {}

    private BigDecimal certain = BigDecimal.ZERO;
    private BigDecimal withUnknownFee = BigDecimal.ZERO;
    private final List<String> evidence = new ArrayList<>(1);
    private List<Possible> possible = List.of();
    private @Nullable String unchecked;
    private @Nullable String split;

    /**
     * What is explained of a change.
     *
     * @param explained how much, signed
     * @param evidence by what
     */
    record Explanation(BigDecimal explained, List<String> evidence) {}

    void add(BigDecimal change, String id) {
        certain = certain.add(change);
        if (evidence.isEmpty() || !evidence.get(evidence.size() - 1).equals(id)) {
            evidence.add(id);
        }
    }

    /** Adds an activity; one that is no news may have been booked before, and counts only if it fits. */
    void addActivity(BigDecimal change, String id, boolean news) {
        if (news) {
            add(change, id);
        } else {
            if (possible.isEmpty()) {
                possible = new ArrayList<>(1);
            }
            possible.add(new Possible(change, id));
        }
    }

    /** Notes units bought for a fee that is not known. */
    void addWithUnknownFee(BigDecimal quantity) {
        withUnknownFee = withUnknownFee.add(quantity);
    }

    void leaveUnchecked(String why) {
        if (unchecked == null) {
            unchecked = why;
        }
    }

    void nameSplit(String activityId) {
        split = activityId;
    }

    /** Why the change can't be computed, a part of a sentence; absent if it can. */
    @Nullable
    String unchecked() {
        return unchecked;
    }

    /** The activity that names a split without saying what it did; absent for none. */
    @Nullable
    String split() {
        return split;
    }

    BigDecimal withUnknownFee() {
        return withUnknownFee;
    }

    /**
     * What is explained of {@code change}. Activities that may have been booked before are taken, the newest first, as far as
     * they explain what is left, and not at all if they don't.
     */
    Explanation of(BigDecimal change, BigDecimal precision) {
        if (possible.isEmpty() || Amounts.negligible(change.subtract(certain), precision)) {
            return new Explanation(certain, evidence);
        }
        BigDecimal sum = certain;
        List<String> ids = new ArrayList<>(evidence);
        for (int i = possible.size() - 1; i >= 0; i--) {
            sum = sum.add(possible.get(i).change);
            ids.add(possible.get(i).evidence);
            if (Amounts.negligible(change.subtract(sum), precision)) {
                return new Explanation(sum, ids);
            }
        }
        return new Explanation(certain, evidence);
    }
}
