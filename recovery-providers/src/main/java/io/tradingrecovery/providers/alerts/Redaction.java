package io.tradingrecovery.providers.alerts;

import java.util.regex.Pattern;

/** Blots out what looks like a secret in a text that leaves the machine. All functions are pure. */
final class Redaction {

    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)((?:api[-_ ]?key|key[-_ ]?id|secret|token|password|passwd|authorization|bearer|credential)"
                    + "[\\w-]*[\"']?\\s*[=:]\\s*[\"']?)(?:bearer\\s+|basic\\s+)?[^\\s\"',;&]+");
    private static final Pattern WEBHOOK =
            Pattern.compile("(?i)(https?://[^\\s/]+)/(?:services|api/webhooks|hooks?|workflows)/[^\\s\"']+");
    private static final Pattern USER = Pattern.compile("(?i)(https?://)[^\\s/@]+@");

    private Redaction() {}

    static String of(String text) {
        String masked = ASSIGNED.matcher(text).replaceAll("$1***");
        masked = WEBHOOK.matcher(masked).replaceAll("$1/***");
        return USER.matcher(masked).replaceAll("$1***@");
    }
}
