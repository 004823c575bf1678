package io.tradingrecovery.drill.exchange.http;

/** The keys that this exchange knows. They open nothing but a paper account on loopback. */
public final class Keys {

    public static final String ALPACA_KEY = "paper-key";
    public static final String ALPACA_SECRET = "paper-secret";
    public static final String POLYGON = "polygon-key";
    public static final String FINNHUB = "finnhub-key";

    private Keys() {}

    static boolean alpaca(Request request) {
        return ALPACA_KEY.equals(request.header("apca-api-key-id"))
                && ALPACA_SECRET.equals(request.header("apca-api-secret-key"));
    }

    static boolean polygon(Request request) {
        return ("Bearer " + POLYGON).equals(request.header("authorization"));
    }

    static boolean finnhub(Request request) {
        return FINNHUB.equals(request.header("x-finnhub-token"));
    }
}
