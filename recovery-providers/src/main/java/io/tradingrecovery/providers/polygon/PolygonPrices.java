package io.tradingrecovery.providers.polygon;

/** Which of the service's answers quotes are taken from; plans differ in what they include. */
public enum PolygonPrices {
    /** Bid, ask and last trade, up to 250 symbols a request. */
    SNAPSHOT,
    /** Bid and ask, one symbol a request. */
    LAST_QUOTE,
    /** The last trade, one symbol a request. */
    LAST_TRADE,
    /** The close of the day before, one symbol a request; on every plan. It is never a live price. */
    PREVIOUS_CLOSE
}
