package io.tradingrecovery.watchdog.internal.alert;

import java.util.regex.Pattern;

/** Hides what looks like a secret in texts that leave the machine or are kept. */
public final class Secrets {

    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)((?:api[-_ ]?key|key[-_ ]?id|access[-_ ]?key|secret|token|password|passwd|authorization|credential)[\\w.-]*"
                    + "[\"']?\\s*[=:]\\s*[\"']?)(?:bearer\\s+|basic\\s+)?[^\\s\"',;&]+");
    private static final Pattern IN_URL = Pattern.compile("(?i)(https?://)[^\\s/@]+@");

    private Secrets() {}

    /** The text with the values of what is named like a secret replaced by three stars. */
    public static String mask(String text) {
        String masked = ASSIGNED.matcher(text).replaceAll("$1***");
        return IN_URL.matcher(masked).replaceAll("$1***@");
    }
}
