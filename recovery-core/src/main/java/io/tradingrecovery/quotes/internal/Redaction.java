package io.tradingrecovery.quotes.internal;

import java.util.regex.Pattern;

/** Makes text of unknown origin fit for a log line: one line, short, and without what looks like a secret. */
public final class Redaction {

    private static final String BLOT = "***";

    /** {@code apikey=…}, {@code "token": "…"}, {@code X-Finnhub-Token: …} and their like: a name that smells of a secret. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)([\\w-]*(?:api[_-]?key|key[_-]?id|secret|token|passw(?:or)?d|signature|authorization|auth)[\\w-]*"
                    + "[\"']?\\s*[=:]\\s*[\"']?)(?:(?:bearer|basic)\\s+)?[^\\s&\"',;)}]+");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w.~+/=-]{6,}");
    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s@]+@");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\s]+");

    /** What is looked at beyond the part that is shown, so that a secret cut in two is still seen whole. */
    private static final int MARGIN = 1_000;

    private Redaction() {}

    /** The start of {@code text}, at most {@code maxLength} characters of it. */
    public static String clean(String text, int maxLength) {
        String start = text.length() > maxLength + MARGIN ? text.substring(0, maxLength + MARGIN) : text;
        String line = CONTROL.matcher(start).replaceAll(" ").strip();
        line = NAMED.matcher(line).replaceAll("$1" + BLOT);
        line = BEARER.matcher(line).replaceAll("$1 " + BLOT);
        line = USER_INFO.matcher(line).replaceAll("://" + BLOT + "@");
        return line.length() > maxLength ? line.substring(0, maxLength - 1) + "…" : line;
    }
}
