package io.tradingrecovery.drill.exchange.http;

/** A request that can't be understood. */
final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }

    BadRequestException(String message, Throwable cause) {
        super(message, cause);
    }

    String reason() {
        String message = getMessage();
        return message == null ? "bad request" : message;
    }
}
