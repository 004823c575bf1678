package io.tradingrecovery.providers.internal.json;

/** A JSON text that is not what it should be. The message names the place and the value. Without a stack trace. */
public final class JsonProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JsonProblem(String message) {
        super(message, null, false, false);
    }
}
