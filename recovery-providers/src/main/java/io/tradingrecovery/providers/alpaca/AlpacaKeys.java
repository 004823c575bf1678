package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.providers.internal.http.Credentials;
import org.jspecify.annotations.Nullable;

/** The two headers that Alpaca knows an account by. */
final class AlpacaKeys {

    static final String ID_VARIABLE = "APCA_API_KEY_ID";
    static final String SECRET_VARIABLE = "APCA_API_SECRET_KEY";

    private AlpacaKeys() {}

    static Credentials of(@Nullable String keyId, @Nullable String secretKey) {
        return Credentials.pair(
                "APCA-API-KEY-ID",
                Credentials.checked("Alpaca's key id (" + ID_VARIABLE + ")", keyId),
                "APCA-API-SECRET-KEY",
                Credentials.checked("Alpaca's secret key (" + SECRET_VARIABLE + ")", secretKey));
    }
}
