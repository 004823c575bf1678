package io.tradingrecovery.drill.exchange.matching;

import java.util.Locale;

/** Enum constants as the providers write them. */
public final class Words {

    private Words() {}

    /** {@code PARTIALLY_FILLED} as {@code partially_filled}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The constant that a provider's word stands for.
     *
     * @throws IllegalArgumentException if there is none, naming the word
     */
    public static <E extends Enum<E>> E parse(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no " + type.getSimpleName());
    }
}
