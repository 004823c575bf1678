package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was held and what is held, by the symbol that an instrument has now. */
final class Holdings {

    private final Map<String, Position> saved;
    private final BrokerPositions broker;
    private final Set<String> renamed = new LinkedHashSet<>();

    private Holdings(BrokerPositions broker, int expected) {
        this.broker = broker;
        saved = new HashMap<>(Amounts.capacity(expected));
    }

    static Holdings of(@Nullable SystemStateSnapshot copy, BrokerPositions broker, Renames renames, Scope scope) {
        Holdings holdings =
                new Holdings(broker, copy == null ? 0 : copy.positions().size());
        if (copy != null) {
            for (Position position : copy.positions()) {
                if (scope.ownsSymbol(position.symbol())) {
                    holdings.add(position, renames.now(position.symbol()));
                }
            }
        }
        return holdings;
    }

    @Nullable
    Position saved(String symbol) {
        return saved.get(symbol);
    }

    @Nullable
    Position broker(String symbol) {
        return broker.get(symbol);
    }

    /** Whether the broker contradicts itself about an instrument. */
    boolean isInvalid(String symbol) {
        return broker.isInvalid(symbol);
    }

    /** Saved symbols that changed. */
    Set<String> renamed() {
        return renamed;
    }

    /** Every instrument that was held, is held, or is among {@code others}, each once, sorted. */
    List<String> symbols(Collection<String> others) {
        List<String> symbols =
                new ArrayList<>(Math.max(saved.size(), broker.symbols().size()));
        symbols.addAll(saved.keySet());
        for (String symbol : broker.symbols()) {
            if (!saved.containsKey(symbol)) {
                symbols.add(symbol);
            }
        }
        for (String symbol : others) {
            if (!saved.containsKey(symbol) && broker.get(symbol) == null) {
                symbols.add(symbol);
            }
        }
        symbols.sort(null);
        return symbols;
    }

    /** Multiplier of an instrument as far as a position names it; absent where none does. */
    @Nullable
    BigDecimal multiplier(String symbol) {
        Position after = broker.get(symbol);
        if (after != null && after.multiplier() != null) {
            return after.multiplier();
        }
        Position before = saved.get(symbol);
        return before == null ? null : before.multiplier();
    }

    /** The first of the instruments, in the order of their symbols, that counts this coin; absent for none. */
    @Nullable
    String symbolOf(String coin, ReconcilePolicy policy) {
        for (String symbol : symbols(List.of())) {
            if (policy.baseAsset(symbol).equals(coin)) {
                return symbol;
            }
        }
        return null;
    }

    private void add(Position position, String now) {
        if (!now.equals(position.symbol())) {
            renamed.add(position.symbol());
        }
        saved.merge(now, position, Holdings::sum);
    }

    /** Two rows of one instrument in the engine's copy are two lots of it. */
    private static Position sum(Position one, Position other) {
        BigDecimal first = one.quantity();
        BigDecimal second = other.quantity();
        return new Position(
                one.symbol(),
                first == null || second == null ? null : first.add(second),
                null,
                one.multiplier(),
                one.assetId());
    }
}
