package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What counts as equal, what belongs to the bot, and who decides what. Immutable and safe to share between threads, as long
 * as the functions given to it are.
 */
public final class ReconcilePolicy {

    private final Map<String, BigDecimal> sizePrecision;
    private final BigDecimal averagePriceTolerance;
    private final BigDecimal cashTolerance;
    private final @Nullable BigDecimal cashReviewLimit;
    private final boolean checkCash;
    private final Map<String, BigDecimal> feeRates;
    private final Scope scope;
    private final UnexplainedPolicy unexplained;
    private final boolean adoptOnFirstStart;
    private final Predicate<Position> supported;
    private final Predicate<Order> protective;
    private final Function<String, String> baseAsset;
    private final Function<String, @Nullable String> quoteCurrency;
    private final Duration fillLookback;
    private final Duration activityLookback;

    private ReconcilePolicy(Builder builder) {
        sizePrecision = Map.copyOf(builder.sizePrecision);
        averagePriceTolerance = builder.averagePriceTolerance;
        cashTolerance = builder.cashTolerance;
        cashReviewLimit = builder.cashReviewLimit;
        checkCash = builder.checkCash;
        feeRates = Map.copyOf(builder.feeRates);
        scope = builder.scope;
        unexplained = builder.unexplained;
        adoptOnFirstStart = builder.adoptOnFirstStart;
        supported = builder.supported;
        protective = builder.protective;
        baseAsset = builder.baseAsset;
        quoteCurrency = builder.quoteCurrency;
        fillLookback = builder.fillLookback;
        activityLookback = builder.activityLookback;
    }

    /** Starts a policy of defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Everything as the builder has it unless said. */
    public static ReconcilePolicy defaults() {
        return builder().build();
    }

    /** What the bot owns in the account. */
    public Scope scope() {
        return scope;
    }

    /** What becomes of an unexplained position change. */
    public UnexplainedPolicy unexplained() {
        return unexplained;
    }

    /** Whether what the broker holds at the very first start is adopted without asking. */
    public boolean adoptOnFirstStart() {
        return adoptOnFirstStart;
    }

    /** Difference in units from which on two quantities of this instrument differ; zero for any. */
    public BigDecimal sizePrecision(String symbol) {
        return sizePrecision.getOrDefault(symbol, BigDecimal.ZERO);
    }

    /** Largest relative difference of two average prices that counts as none. */
    public BigDecimal averagePriceTolerance() {
        return averagePriceTolerance;
    }

    /** Largest difference of two balances, in their currency, that counts as none. */
    public BigDecimal cashTolerance() {
        return cashTolerance;
    }

    /** The unexplained difference of a balance, in its currency, above which a person decides; absent for none. */
    public @Nullable BigDecimal cashReviewLimit() {
        return cashReviewLimit;
    }

    /** Whether balances are compared. */
    public boolean checkCash() {
        return checkCash;
    }

    /** Largest part of a purchase that the broker may take in the purchased coin; zero for none. */
    public BigDecimal feeRate(String symbol) {
        return feeRates.getOrDefault(symbol, BigDecimal.ZERO);
    }

    /** Whether the bot can trade an instrument. */
    public boolean supports(Position position) {
        return supported.test(position);
    }

    /** Whether an order protects a position, and so has no business without one. */
    public boolean isProtective(Order order) {
        return protective.test(order);
    }

    /** The coin that an instrument's quantity counts: what a fee taken from the purchase is named after. */
    public String baseAsset(String symbol) {
        return baseAsset.apply(symbol);
    }

    /** The currency an instrument is paid in; absent for the account's. */
    public @Nullable String quoteCurrency(String symbol) {
        return quoteCurrency.apply(symbol);
    }

    /** How far before the snapshot fills are asked for. */
    public Duration fillLookback() {
        return fillLookback;
    }

    /** How far before the snapshot activities are asked for; brokers date many of them by the day alone. */
    public Duration activityLookback() {
        return activityLookback;
    }

    /** Collects the settings; each setter refuses a bad value at once. Not thread-safe. */
    public static final class Builder {
        private final Map<String, BigDecimal> sizePrecision = new HashMap<>();
        private final Map<String, BigDecimal> feeRates = new HashMap<>();
        private BigDecimal averagePriceTolerance = new BigDecimal("0.0001");
        private BigDecimal cashTolerance = new BigDecimal("0.01");
        private @Nullable BigDecimal cashReviewLimit;
        private boolean checkCash = true;
        private Scope scope = Scope.ALL;
        private UnexplainedPolicy unexplained = UnexplainedPolicy.BLOCK;
        private boolean adoptOnFirstStart;
        private Predicate<Position> supported = position -> true;
        private Predicate<Order> protective = Builder::isStopOrLeg;
        private Function<String, String> baseAsset = Builder::beforeSlash;
        private Function<String, @Nullable String> quoteCurrency = Builder::afterSlash;
        private Duration fillLookback = Duration.ofMinutes(10);
        private Duration activityLookback = Duration.ofDays(2);

        private Builder() {}

        /** Units below which two quantities of {@code symbol} count as equal; exact unless said. */
        public Builder sizePrecision(String symbol, BigDecimal units) {
            sizePrecision.put(symbol, notNegative("sizePrecision of " + symbol, units));
            return this;
        }

        /** Relative difference up to which average prices count as equal; 0.0001, which is 0.01 %, unless said. */
        public Builder averagePriceTolerance(BigDecimal value) {
            averagePriceTolerance = notNegative("averagePriceTolerance", value);
            return this;
        }

        /** Difference up to which balances count as equal, in their currency; 0.01 unless said. */
        public Builder cashTolerance(BigDecimal value) {
            cashTolerance = notNegative("cashTolerance", value);
            return this;
        }

        /** Unexplained difference of a balance above which a person decides; never unless said. */
        public Builder cashReviewLimit(@Nullable BigDecimal value) {
            cashReviewLimit = value == null ? null : notNegative("cashReviewLimit", value);
            return this;
        }

        /** Whether balances are compared; switch it off where a fill does not move its whole value in cash, as with futures. */
        public Builder checkCash(boolean value) {
            checkCash = value;
            return this;
        }

        /** The most a broker may take of a purchase of {@code symbol} in the purchased coin, 0.0025 for 0.25 %. */
        public Builder feeRate(String symbol, BigDecimal rate) {
            if (notNegative("feeRate of " + symbol, rate).compareTo(BigDecimal.ONE) >= 0) {
                throw new IllegalArgumentException(
                        "feeRate of " + symbol + " is " + rate + "; give a part of one, such as 0.0025 for 0.25 %");
            }
            feeRates.put(symbol, rate);
            return this;
        }

        /** What the bot owns; the whole account unless said. */
        public Builder scope(Scope value) {
            scope = Objects.requireNonNull(value, "scope is null; give Scope.ALL for the whole account");
            return this;
        }

        /** What becomes of unexplained position changes; {@code BLOCK} unless said. */
        public Builder unexplained(UnexplainedPolicy value) {
            unexplained = Objects.requireNonNull(value, "unexplained is null; give BLOCK or ADOPT");
            return this;
        }

        /** Whether the very first start adopts what it finds without asking; it asks unless said. */
        public Builder adoptOnFirstStart(boolean value) {
            adoptOnFirstStart = value;
            return this;
        }

        /** Which positions the bot can trade; all unless said. */
        public Builder supports(Predicate<Position> value) {
            supported = Objects.requireNonNull(value, "supports is null; give a predicate");
            return this;
        }

        /**
         * Which orders protect a position; unless said, every stop and trailing stop and every order that belongs to another.
         * A bot that enters by stop orders says which are not.
         */
        public Builder protective(Predicate<Order> value) {
            protective = Objects.requireNonNull(value, "protective is null; give a predicate");
            return this;
        }

        /** The coin that an instrument's quantity counts; what stands before a slash unless said, else the symbol. */
        public Builder baseAsset(Function<String, String> value) {
            baseAsset = Objects.requireNonNull(value, "baseAsset is null; give a function");
            return this;
        }

        /** The currency an instrument is paid in; what stands after a slash unless said, else the account's. */
        public Builder quoteCurrency(Function<String, @Nullable String> value) {
            quoteCurrency = Objects.requireNonNull(value, "quoteCurrency is null; give a function");
            return this;
        }

        /** How far before the snapshot fills are asked for: clocks differ and events cross; 10 minutes unless said. */
        public Builder fillLookback(Duration value) {
            fillLookback = notNegative("fillLookback", value);
            return this;
        }

        /** How far before the snapshot activities are asked for; 2 days unless said. */
        public Builder activityLookback(Duration value) {
            activityLookback = notNegative("activityLookback", value);
            return this;
        }

        /** The policy. */
        public ReconcilePolicy build() {
            return new ReconcilePolicy(this);
        }

        private static BigDecimal notNegative(String name, BigDecimal value) {
            Objects.requireNonNull(value, name + " is null; give a number");
            if (value.signum() < 0) {
                throw new IllegalArgumentException(name + " is " + value + "; give zero or more");
            }
            return value;
        }

        private static Duration notNegative(String name, Duration value) {
            Objects.requireNonNull(value, name + " is null; give a duration");
            if (value.isNegative()) {
                throw new IllegalArgumentException(name + " is " + value + "; give zero or more");
            }
            return value;
        }

        private static boolean isStopOrLeg(Order order) {
            return order.parentOrderId() != null
                    || order.type() == OrderType.STOP
                    || order.type() == OrderType.STOP_LIMIT
                    || order.type() == OrderType.TRAILING_STOP;
        }

        private static String beforeSlash(String symbol) {
            int slash = symbol.indexOf('/');
            return slash < 0 ? symbol : symbol.substring(0, slash);
        }

        private static @Nullable String afterSlash(String symbol) {
            int slash = symbol.indexOf('/');
            return slash < 0 ? null : symbol.substring(slash + 1);
        }
    }
}
