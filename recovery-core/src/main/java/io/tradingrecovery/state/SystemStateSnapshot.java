package io.tradingrecovery.state;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything a trading engine knows at one moment. Immutable and safe to share between threads.
 *
 * @param takenAt when the copy was taken, by the engine's clock
 * @param positions what is held, or was until lately
 * @param orders open orders, and closed ones for as long as recovery may ask of them
 * @param fills executions, for as long as recovery may ask of them
 * @param account the account; absent where the engine does not keep it
 * @param riskLimits the limits; absent where the engine does not keep them
 * @param session which run of which bot this is; absent where it does not say
 * @param sections what each strategy keeps, under its name
 */
public record SystemStateSnapshot(
        Instant takenAt,
        List<Position> positions,
        List<Order> orders,
        List<Fill> fills,
        @Nullable AccountState account,
        @Nullable RiskLimits riskLimits,
        @Nullable SessionMetadata session,
        SortedMap<String, StrategySection> sections) {

    public SystemStateSnapshot {
        Checks.present("snapshot.takenAt", takenAt);
        positions = List.copyOf(Checks.present("snapshot.positions", positions));
        orders = List.copyOf(Checks.present("snapshot.orders", orders));
        fills = List.copyOf(Checks.present("snapshot.fills", fills));
        sections = Checks.map("snapshot.sections", sections, Checks::present);
    }

    /** Starts a snapshot; parts that are never set are empty or absent. */
    public static Builder builder(Instant takenAt) {
        return new Builder(takenAt);
    }

    /**
     * Parses a strategy's section, or gives nothing if there is none of that name.
     *
     * @throws IllegalArgumentException if the section does not fit {@code type}, naming both
     */
    public <T> Optional<T> section(String name, Class<T> type) {
        StrategySection section = sections.get(name);
        if (section == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(section.as(type));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Section " + name + ": " + e.getMessage(), e);
        }
    }

    /** Collects the parts of a snapshot; not thread-safe. */
    public static final class Builder {
        private final Instant takenAt;
        private List<Position> positions = List.of();
        private List<Order> orders = List.of();
        private List<Fill> fills = List.of();
        private @Nullable AccountState account;
        private @Nullable RiskLimits riskLimits;
        private @Nullable SessionMetadata session;
        private final TreeMap<String, StrategySection> sections = new TreeMap<>();

        private Builder(Instant takenAt) {
            this.takenAt = takenAt;
        }

        /** What is held; replaces what was set before. */
        public Builder positions(Collection<Position> value) {
            positions = List.copyOf(value);
            return this;
        }

        /** The orders; replaces what was set before. */
        public Builder orders(Collection<Order> value) {
            orders = List.copyOf(value);
            return this;
        }

        /** The fills; replaces what was set before. */
        public Builder fills(Collection<Fill> value) {
            fills = List.copyOf(value);
            return this;
        }

        /** The account. */
        public Builder account(@Nullable AccountState value) {
            account = value;
            return this;
        }

        /** The risk limits. */
        public Builder riskLimits(@Nullable RiskLimits value) {
            riskLimits = value;
            return this;
        }

        /** Which run this is. */
        public Builder session(@Nullable SessionMetadata value) {
            session = value;
            return this;
        }

        /** A strategy's section, written as JSON; replaces one of the same name. */
        public Builder section(String name, Object value) {
            return section(name, StrategySection.of(value));
        }

        /** A strategy's section; replaces one of the same name. */
        public Builder section(String name, StrategySection value) {
            sections.put(name, value);
            return this;
        }

        /**
         * The snapshot.
         *
         * @throws IllegalArgumentException if a value can't be stored, naming it
         */
        public SystemStateSnapshot build() {
            return new SystemStateSnapshot(takenAt, positions, orders, fills, account, riskLimits, session, sections);
        }
    }
}
