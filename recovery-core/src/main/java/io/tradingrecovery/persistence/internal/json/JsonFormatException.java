package io.tradingrecovery.persistence.internal.json;

import java.io.IOException;

/** Well-formed or not, the JSON is not what the format asks for; the message names the field. */
public final class JsonFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Names the field and what is wrong with it. */
    public JsonFormatException(String message) {
        super(message);
    }

    /** Names the field and what is wrong with it. */
    public JsonFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
