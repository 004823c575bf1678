package io.tradingrecovery.providers;

import io.tradingrecovery.providers.alpaca.AlpacaQuoteProvider;
import io.tradingrecovery.providers.finnhub.FinnhubQuoteProvider;
import io.tradingrecovery.providers.polygon.PolygonQuoteProvider;
import io.tradingrecovery.quotes.QuoteProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The quote providers for which there are keys, in the default order: Alpaca, Polygon, Finnhub. Immutable and safe to share
 * between threads.
 */
public final class ProviderChain {

    private final List<QuoteProvider> providers;
    private final SortedMap<String, String> missing;

    private ProviderChain(List<QuoteProvider> providers, SortedMap<String, String> missing) {
        this.providers = List.copyOf(providers);
        this.missing = Collections.unmodifiableSortedMap(missing);
    }

    /**
     * The providers whose keys are in the environment: {@code APCA_API_KEY_ID} with {@code APCA_API_SECRET_KEY}, {@code
     * POLYGON_API_KEY} or {@code MASSIVE_API_KEY}, and {@code FINNHUB_API_KEY}. A variable that is blank counts as missing.
     *
     * @throws IllegalArgumentException if a key is there and can't be one, without showing it
     */
    public static ProviderChain fromEnvironment() {
        return from(System.getenv());
    }

    /** As {@link #fromEnvironment()}, with the variables given. */
    public static ProviderChain from(Map<String, String> variables) {
        List<QuoteProvider> providers = new ArrayList<>();
        TreeMap<String, String> missing = new TreeMap<>();
        String id = value(variables, "APCA_API_KEY_ID");
        String secret = value(variables, "APCA_API_SECRET_KEY");
        if (id != null && secret != null) {
            providers.add(AlpacaQuoteProvider.builder().keys(id, secret).build());
        } else {
            missing.put(
                    "alpaca",
                    Stream.of(id == null ? "APCA_API_KEY_ID" : "", secret == null ? "APCA_API_SECRET_KEY" : "")
                            .filter(name -> !name.isEmpty())
                            .collect(Collectors.joining(" and ")));
        }
        String polygon = value(variables, "POLYGON_API_KEY");
        String massive = polygon == null ? value(variables, "MASSIVE_API_KEY") : polygon;
        if (massive != null) {
            providers.add(PolygonQuoteProvider.builder().key(massive).build());
        } else {
            missing.put("polygon", "POLYGON_API_KEY (or MASSIVE_API_KEY)");
        }
        String finnhub = value(variables, "FINNHUB_API_KEY");
        if (finnhub != null) {
            providers.add(FinnhubQuoteProvider.builder().key(finnhub).build());
        } else {
            missing.put("finnhub", "FINNHUB_API_KEY");
        }
        return new ProviderChain(providers, missing);
    }

    private static @Nullable String value(Map<String, String> variables, String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /**
     * The providers, first choice first. Whoever builds a chain of them closes them with it.
     *
     * @throws IllegalStateException if there is not one, naming the variables to set
     */
    public List<QuoteProvider> providers() {
        if (providers.isEmpty()) {
            throw new IllegalStateException("There is no key of any quote provider; set one of " + missing.values());
        }
        return providers;
    }

    /** The variables that are not set, by the name of the provider that is left out for it; empty if all are there. */
    public SortedMap<String, String> missing() {
        return missing;
    }

    /** Which providers there are, and what is missing for the others. */
    @Override
    public String toString() {
        return providers.stream().map(QuoteProvider::name).toList()
                + (missing.isEmpty() ? "" : ", left out for want of " + missing);
    }
}
