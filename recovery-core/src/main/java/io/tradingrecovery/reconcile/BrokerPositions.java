package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Position;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The broker's positions in the bot's scope, one an instrument. Equal rows count once; unequal ones contradict. */
final class BrokerPositions {

    private final Map<String, Position> bySymbol;
    private final Set<String> invalid = new HashSet<>();

    private BrokerPositions(int expected) {
        bySymbol = new HashMap<>(Amounts.capacity(expected));
    }

    static BrokerPositions of(BrokerView view, Scope scope, Findings findings) {
        BrokerPositions positions = new BrokerPositions(view.positions().size());
        for (Position position : view.positions()) {
            if (scope.ownsSymbol(position.symbol())) {
                positions.add(position, findings);
            } else {
                findings.of(InconsistencyKind.OUT_OF_SCOPE)
                        .symbol(position.symbol())
                        .change(null, Amounts.text(position.quantity()))
                        .says("The position of " + Amounts.holding(position) + " in " + position.symbol()
                                + " is not this bot's");
            }
        }
        return positions;
    }

    Set<String> symbols() {
        return bySymbol.keySet();
    }

    @Nullable
    Position get(String symbol) {
        return bySymbol.get(symbol);
    }

    /** Whether the broker contradicts itself about an instrument. */
    boolean isInvalid(String symbol) {
        return invalid.contains(symbol);
    }

    private void add(Position position, Findings findings) {
        Position other = bySymbol.putIfAbsent(position.symbol(), position);
        if (other != null && !agree(position, other) && invalid.add(position.symbol())) {
            findings.of(InconsistencyKind.ROW_INVALID)
                    .symbol(position.symbol())
                    .says("The broker lists " + position.symbol()
                            + " more than once, with different quantities or prices; what is held is not known."
                            + " Compare it with the broker's own statement");
        }
    }

    private static boolean agree(Position one, Position other) {
        return Amounts.same(one.quantity(), other.quantity()) && Amounts.same(one.averagePrice(), other.averagePrice());
    }
}
