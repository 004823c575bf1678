package io.tradingrecovery.quotes;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a provider may be called: its name is part of thread names, meters and log lines. */
final class ProviderNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private ProviderNames() {}

    static String checked(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("The provider name '" + name
                    + "' is not usable: give up to 32 letters, digits, dots, dashes and underscores");
        }
        return name;
    }
}
