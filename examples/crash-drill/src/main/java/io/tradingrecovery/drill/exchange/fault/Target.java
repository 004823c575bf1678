package io.tradingrecovery.drill.exchange.fault;

/** Which requests a fault is for. */
public enum Target {
    /** New orders. */
    SUBMIT,
    /** Everything of the trading API that only reads. */
    TRADING_READS,
    /** The whole trading API. */
    TRADING,
    ALPACA_DATA,
    POLYGON,
    FINNHUB;

    /** Whether a request of this API is meant. */
    boolean covers(Target api, boolean reads, boolean submits) {
        return switch (this) {
            case SUBMIT -> submits;
            case TRADING_READS -> api == TRADING && reads;
            case TRADING, ALPACA_DATA, POLYGON, FINNHUB -> api == this;
        };
    }
}
