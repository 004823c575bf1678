package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a comparison finds. Not thread-safe. */
final class Findings {

    private final List<Inconsistency> found = new ArrayList<>();
    private final StringBuilder words = new StringBuilder(256);
    private final boolean settled;

    /** None yet, about a view in which lag can or can't explain anything any more. */
    Findings(boolean settled) {
        this.settled = settled;
    }

    void addAll(Collection<Inconsistency> others) {
        found.addAll(others);
    }

    void add(Inconsistency other) {
        found.add(other);
    }

    List<Inconsistency> sorted() {
        found.sort(Inconsistency.ORDER);
        return found;
    }

    /** An empty place to put a sentence together, the same one each time. */
    StringBuilder words() {
        words.setLength(0);
        return words;
    }

    /** Starts a finding; nothing is collected until it {@linkplain Draft#says says} something. */
    Draft of(InconsistencyKind kind) {
        return new Draft(kind);
    }

    /** A finding in the making. */
    final class Draft {
        private final InconsistencyKind kind;
        private Severity severity;
        private @Nullable String symbol;
        private @Nullable OrderKey key;
        private @Nullable String before;
        private @Nullable String after;
        private List<String> evidence = List.of();
        private boolean settles;

        private Draft(InconsistencyKind kind) {
            this.kind = kind;
            severity = kind.severity();
        }

        Draft severity(Severity value) {
            severity = value;
            return this;
        }

        Draft symbol(@Nullable String value) {
            symbol = value;
            return this;
        }

        Draft order(Order value) {
            symbol = value.symbol();
            key = OrderKey.of(value);
            return this;
        }

        Draft key(@Nullable OrderKey value) {
            key = value;
            return this;
        }

        Draft change(@Nullable String from, @Nullable String to) {
            before = from;
            after = to;
            return this;
        }

        Draft evidence(List<String> ids) {
            evidence = ids;
            return this;
        }

        Draft evidence(@Nullable String id) {
            evidence = id == null ? List.of() : List.of(id);
            return this;
        }

        /** Lag can explain it, for as long as it can explain anything. */
        Draft lagMayExplain() {
            settles = !settled;
            return this;
        }

        /** Asking again may resolve it, however late. */
        Draft askingAgainMayResolve(boolean value) {
            settles = value;
            return this;
        }

        void says(CharSequence message) {
            found.add(new Inconsistency(
                    kind, severity, symbol, key, before, after, evidence, message.toString(), settles));
        }
    }
}
