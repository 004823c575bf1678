package io.tradingrecovery.providers.internal.http;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that hold keys. They are shown nowhere, and masked where an answer repeats them. Immutable, safe to share. */
public final class Credentials {

    /** For a request without keys. */
    public static final Credentials NONE = new Credentials(Map.of(), List.of());

    private static final String MASK = "***";
    private static final int LEAST_MASKED = 4;

    private final Map<String, String> headers;
    private final List<String> secrets;

    private Credentials(Map<String, String> headers, List<String> secrets) {
        this.headers = Map.copyOf(headers);
        this.secrets = List.copyOf(secrets);
    }

    /** One header that is the key. */
    public static Credentials header(String name, String key) {
        return new Credentials(Map.of(name, key), List.of(key));
    }

    /** The header {@code Authorization: Bearer key}. */
    public static Credentials bearer(String key) {
        return new Credentials(Map.of("Authorization", "Bearer " + key), List.of(key));
    }

    /** Two headers that are an id and its secret. */
    public static Credentials pair(String idName, String id, String secretName, String secret) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(idName, id);
        headers.put(secretName, secret);
        return new Credentials(headers, List.of(secret, id));
    }

    /**
     * A key as it is sent: without the spaces and line ends around it that files leave.
     *
     * @throws IllegalArgumentException if it is missing or no key could look like that; the message does not hold it
     */
    public static String checked(String setting, @Nullable String given) {
        String key = given == null ? "" : given.strip();
        if (key.isEmpty()) {
            throw new IllegalArgumentException(setting + " is missing; give the key");
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(setting + " (" + key.length()
                    + " characters, not shown) has a space, a control or a non-ASCII character; copy the key again");
        }
        return key;
    }

    /** Puts the headers on a request. */
    public HttpRequest.Builder on(HttpRequest.Builder request) {
        headers.forEach(request::header);
        return request;
    }

    /**
     * A body without the keys, should it repeat them; itself if it does not. This is done before anything is cut out of it:
     * a part of a key could not be recognised any more.
     */
    byte[] scrub(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String masked = mask(text);
        return masked.equals(text) ? body : masked.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The text without the keys, should an answer repeat them. */
    public String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            if (secret.length() >= LEAST_MASKED) {
                masked = masked.replace(secret, MASK).replace(secret.replace("/", "\\/"), MASK);
            }
        }
        return masked;
    }

    @Override
    public String toString() {
        return MASK;
    }
}
