package io.tradingrecovery.persistence.internal.json;

import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.TradingEnvironment;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;

/** An account as JSON. */
public final class AccountJson {

    private AccountJson() {}

    /** Writes one; what is absent is left out. */
    public static void write(JsonWriter out, AccountState account) {
        out.beginObject();
        out.name("accountId").text(account.accountId());
        out.name("environment").constant(account.environment());
        out.name("currency").text(account.currency());
        Optionals.amount(out, "equity", account.equity());
        Optionals.amounts(out, "cash", account.cash());
        Optionals.amount(out, "buyingPower", account.buyingPower());
        out.endObject();
    }

    /** Reads one. */
    public static AccountState read(JsonReader in) throws IOException {
        String accountId = null;
        TradingEnvironment environment = null;
        String currency = null;
        BigDecimal equity = null;
        SortedMap<String, BigDecimal> cash = null;
        BigDecimal buyingPower = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "accountId" -> accountId = in.text(accountId);
                case "environment" -> environment = in.constant(environment, TradingEnvironment.class);
                case "currency" -> currency = in.text(currency);
                case "equity" -> equity = in.amount(equity);
                case "cash" -> cash = in.map(cash, value -> value.amount(null));
                case "buyingPower" -> buyingPower = in.amount(buyingPower);
                default -> throw in.unknown(field);
            }
        }
        return new AccountState(
                in.required(accountId, "accountId"),
                in.required(environment, "environment"),
                in.required(currency, "currency"),
                equity,
                cash == null ? Collections.emptySortedMap() : cash,
                buyingPower);
    }
}
