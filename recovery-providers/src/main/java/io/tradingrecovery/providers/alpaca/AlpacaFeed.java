package io.tradingrecovery.providers.alpaca;

/** Which exchanges a quote of a US stock comes from. */
public enum AlpacaFeed {
    /** The exchange IEX alone, some hundredths of the volume; on every plan. */
    IEX("iex", false),
    /** All US exchanges; on paid plans. */
    SIP("sip", false),
    /** All US exchanges, 15 minutes late; on every plan. */
    DELAYED_SIP("delayed_sip", true),
    /** The alternative trading system BOATS, at night. */
    BOATS("boats", false),
    /** Alpaca's own overnight feed. */
    OVERNIGHT("overnight", false);

    private final String term;
    private final boolean delayed;

    AlpacaFeed(String term, boolean delayed) {
        this.term = term;
        this.delayed = delayed;
    }

    /** What Alpaca calls it. */
    String term() {
        return term;
    }

    /** Whether its quotes are late by design. */
    public boolean isDelayed() {
        return delayed;
    }
}
