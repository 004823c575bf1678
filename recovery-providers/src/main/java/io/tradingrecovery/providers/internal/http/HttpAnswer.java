package io.tradingrecovery.providers.internal.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A whole answer, whatever its status. Immutable by convention: the body is not to be changed. Safe to share. */
public final class HttpAnswer implements HttpResult {

    private static final int START = 160;

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    HttpAnswer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The first header of this name, in any case; absent if there is none. */
    public @Nullable String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** The body's bytes. */
    public byte[] body() {
        return body;
    }

    /** Status and start of the body on one line, for a diagnosis. It may hold a secret that was sent: mask it. */
    public String summary() {
        return "HTTP " + status + (body.length == 0 ? " with an empty body" : ": " + start(body));
    }

    static String start(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, START), StandardCharsets.UTF_8);
        return text.replaceAll("\\s+", " ").strip() + (body.length > START ? "…" : "");
    }
}
