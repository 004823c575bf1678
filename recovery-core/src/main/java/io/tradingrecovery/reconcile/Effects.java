package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the named evidence does to quantities and balances: new fills, their fees, fees posted since, and activities. Not
 * thread-safe.
 *
 * <p>A fee in the coin that was bought takes from the position; one in a currency takes from cash. An amount in a coin that
 * is held as a position and not as cash takes from that position.
 */
final class Effects {

    private final Comparison comparison;
    private final Map<String, Effect> positions;
    private final Map<String, Effect> cash = new HashMap<>();
    private final Map<String, Optional<String>> symbolByCoin = new HashMap<>();
    private final Set<String> currencies = new HashSet<>();

    private Effects(Comparison comparison, int expected) {
        this.comparison = comparison;
        positions = new HashMap<>(Amounts.capacity(expected));
    }

    static Effects of(Comparison comparison, List<ProposedOrders.Booked> booked) {
        Effects effects = new Effects(comparison, booked.size());
        effects.addCurrencies();
        booked.forEach(effects::addFill);
        comparison.fills().feesPosted().values().forEach(effects::addFee);
        comparison.view().activities().activities().stream()
                .sorted(Comparator.comparing(Activity::time).thenComparing(Activity::activityId))
                .forEach(new DistinctActivities(effects)::add);
        return effects;
    }

    /** What changes this instrument's quantity. */
    Effect onPosition(String symbol) {
        return positions.getOrDefault(symbol, Effect.NONE);
    }

    /** What changes this currency's balance. */
    Effect onCash(String currency) {
        return cash.getOrDefault(currency, Effect.NONE);
    }

    Set<String> symbols() {
        return positions.keySet();
    }

    /** Multiplier of an instrument as far as a position or order names it; absent where none does. */
    private @Nullable BigDecimal multiplier(String symbol, @Nullable Order order) {
        return order != null && order.multiplier() != null
                ? order.multiplier()
                : comparison.holdings().multiplier(symbol);
    }

    private void addCurrencies() {
        SystemStateSnapshot copy = comparison.saved().snapshot();
        addAccount(comparison.view().account());
        if (copy != null && copy.account() != null) {
            addAccount(copy.account());
        }
    }

    private void addAccount(AccountState account) {
        currencies.add(account.currency());
        currencies.addAll(account.cash().keySet());
    }

    private void addFill(ProposedOrders.Booked booked) {
        Fill fill = booked.fill();
        BigDecimal quantity = fill.quantity();
        if (quantity == null) {
            return;
        }
        String symbol = comparison.renames().now(fill.symbol());
        Effect held = position(symbol);
        held.add(Amounts.signed(fill.side(), quantity), fill.fillId());
        if (fill.fee() == null && fill.side() == OrderSide.BUY) {
            held.addWithUnknownFee(quantity);
        }
        pay(symbol, fill, quantity, multiplier(symbol, booked.order()));
        addFee(fill);
    }

    private void pay(String symbol, Fill fill, BigDecimal quantity, @Nullable BigDecimal multiplier) {
        String named = comparison.policy().quoteCurrency(symbol);
        String currency = named == null ? comparison.view().account().currency() : named;
        Effect paid = onAsset(currency);
        BigDecimal price = fill.price();
        if (price == null || multiplier == null) {
            paid.leaveUnchecked(
                    (price == null ? "the price" : "the multiplier") + " of fill " + fill.fillId() + " is not known");
            return;
        }
        paid.add(
                Amounts.signed(fill.side(), quantity)
                        .multiply(price)
                        .multiply(multiplier)
                        .negate(),
                fill.fillId());
    }

    private void addFee(Fill fill) {
        String symbol = comparison.renames().now(fill.symbol());
        BigDecimal fee = fill.fee();
        String asset = fill.feeAsset();
        if (fee != null && fee.signum() == 0) {
            return;
        }
        if (fee == null || asset == null) {
            String named = comparison.policy().quoteCurrency(symbol);
            cash(named == null ? comparison.view().account().currency() : named)
                    .leaveUnchecked("the fee of fill " + fill.fillId() + " is not known");
        } else if (asset.equals(comparison.policy().baseAsset(symbol))
                && (symbolOf(asset).isPresent() || !currencies.contains(asset))) {
            position(symbol).add(fee.negate(), fill.fillId());
        } else {
            onAsset(asset).add(fee.negate(), fill.fillId());
        }
    }

    /** Cash of this currency, or the position in this coin if it is not held as cash. */
    private Effect onAsset(String asset) {
        if (currencies.contains(asset)) {
            return cash(asset);
        }
        return symbolOf(asset).map(this::position).orElseGet(() -> cash(asset));
    }

    private Optional<String> symbolOf(String coin) {
        return symbolByCoin.computeIfAbsent(
                coin, key -> Optional.ofNullable(comparison.holdings().symbolOf(key, comparison.policy())));
    }

    private Effect position(String symbol) {
        return positions.computeIfAbsent(symbol, key -> new Effect());
    }

    private Effect cash(String currency) {
        return cash.computeIfAbsent(currency, key -> new Effect());
    }

    /** Activities, oldest first, each id once. */
    private static final class DistinctActivities {
        private static final long QUARTER = 15 * 60;

        private final Effects effects;
        private final Set<String> seen = new HashSet<>();

        DistinctActivities(Effects effects) {
            this.effects = effects;
        }

        /** A time on a full quarter of an hour is the beginning of a day in some zone: when in that day is not known. */
        private static boolean isDay(Instant time) {
            return time.getNano() == 0 && time.getEpochSecond() % QUARTER == 0;
        }

        void add(Activity activity) {
            if (!seen.add(activity.activityId())) {
                return;
            }
            HistoryWindow window = effects.comparison.window();
            boolean news = activity.time().isAfter(window.takenAt());
            if (!news && !window.isNews(activity.time()) && !isDay(activity.time())) {
                return;
            }
            if (activity.symbol() != null && activity.quantityChange() != null) {
                effects.position(effects.comparison.renames().now(activity.symbol()))
                        .addActivity(activity.quantityChange(), activity.activityId(), news);
            } else if (activity.symbol() != null && activity.kind() == Activity.Kind.SPLIT) {
                effects.position(effects.comparison.renames().now(activity.symbol()))
                        .nameSplit(activity.activityId());
            }
            if (activity.currency() != null && activity.cashChange() != null) {
                effects.onAsset(activity.currency()).addActivity(activity.cashChange(), activity.activityId(), news);
            }
        }
    }
}
