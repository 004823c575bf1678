package io.tradingrecovery.providers.internal.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where an API is. Keys are sent there, so it is https, unless it is this machine. Immutable and safe to share.
 *
 * @param text scheme, host and path without a slash at the end
 */
public record BaseUrl(String text) {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]", "::1");

    /**
     * Checks an address.
     *
     * @throws IllegalArgumentException if keys can't be sent there safely; the message holds scheme and host at most, since
     *     whatever follows may be a secret
     */
    public static BaseUrl of(String setting, @Nullable String given) {
        URI uri = httpUri(setting, given, false);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(setting + " on host " + uri.getHost()
                    + " has a query or a fragment; give scheme, host and path only");
        }
        String text = uri.toString();
        return new BaseUrl(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** An address of HTTP: https, or http to this machine or where {@code plainAllowed}. */
    public static URI httpUri(String setting, @Nullable String given, boolean plainAllowed) {
        URI uri = parsed(setting, given);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || !List.of("http", "https").contains(scheme)) {
            throw new IllegalArgumentException(setting
                    + " is no address of HTTP with a host and without a password; give one such as https://host/path");
        }
        if (scheme.equals("http") && !plainAllowed && !isLoopback(uri)) {
            throw new IllegalArgumentException(setting + " on host " + uri.getHost()
                    + " is plain http, which would show the key to the network; give an https address");
        }
        return uri;
    }

    private static URI parsed(String setting, @Nullable String given) {
        if (given == null || given.isBlank()) {
            throw new IllegalArgumentException(setting + " is missing; give an address such as https://host/path");
        }
        try {
            return URI.create(given.strip());
        } catch (IllegalArgumentException e) {
            // Its message, and so its cause, would repeat the address.
            throw withoutCause(setting + " is no valid address; give one such as https://host/path");
        }
    }

    private static IllegalArgumentException withoutCause(String message) {
        return new IllegalArgumentException(message);
    }

    private static boolean isLoopback(URI uri) {
        return LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }

    /** The host. */
    public String host() {
        return String.valueOf(URI.create(text).getHost());
    }

    /** The address of a path that begins with a slash. */
    public URI path(String path) {
        return URI.create(text + path);
    }

    /** The address of a path with a query, whose values are encoded here. */
    public URI path(String path, Map<String, String> query) {
        return path(path
                + query.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&", "?", "")));
    }

    /** A text as part of a path or query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
