package io.tradingrecovery.providers.internal.quotes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How a provider calls what the bot names otherwise: by the bot's own table first, else by the provider's rule. Immutable
 * and safe to share between threads.
 */
public final class SymbolNames {

    private final Map<String, String> table;
    private final Function<String, String> rule;

    public SymbolNames(Map<String, String> table, Function<String, String> rule) {
        this.table = Map.copyOf(table);
        this.rule = rule;
    }

    /** The provider's name of a symbol. */
    public String of(String symbol) {
        String own = table.get(symbol);
        return own == null ? rule.apply(symbol) : own;
    }

    /** The symbols by the provider's name of each; two that come to the same are asked for once. */
    public Map<String, List<String>> byName(Iterable<String> symbols) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        symbols.forEach(symbol ->
                names.computeIfAbsent(of(symbol), name -> new ArrayList<>()).add(symbol));
        return names;
    }
}
