package io.tradingrecovery.drill.exchange.matching;

/** A request that the exchange answers with no, in its provider's numbers and words. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final int code;

    /** A refusal. */
    public RefusedException(int httpStatus, int code, String message) {
        super(message);
        this.httpStatus = httpStatus;
        this.code = code;
    }

    /** The status of the HTTP answer. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The code in the answer's body. */
    public int code() {
        return code;
    }

    /** The words in the answer's body. */
    public String reason() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    boolean isDuplicate() {
        return code == OrderDesk.DUPLICATE;
    }
}
