package io.tradingrecovery.state;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A broker account. Immutable and safe to share between threads.
 *
 * @param accountId the broker's id of the account
 * @param environment whether it moves real money
 * @param currency the currency of {@code equity} and {@code buyingPower}, an ISO 4217 code or a coin's
 * @param equity cash plus the market value of all positions; absent where it is not known
 * @param cash the balance of each currency, which may be negative, sorted by currency
 * @param buyingPower what may still be bought; absent where it is not known
 */
public record AccountState(
        String accountId,
        TradingEnvironment environment,
        String currency,
        @Nullable BigDecimal equity,
        SortedMap<String, BigDecimal> cash,
        @Nullable BigDecimal buyingPower) {

    public AccountState {
        accountId = Checks.required("account.accountId", accountId);
        Checks.present("account.environment", environment);
        currency = Checks.required("account.currency", currency);
        equity = Checks.optionalAmount("account.equity", equity);
        cash = Checks.amounts("account.cash", cash);
        buyingPower = Checks.optionalAmount("account.buyingPower", buyingPower);
    }

    /** An account with balances in any order. */
    public static AccountState of(
            String accountId,
            TradingEnvironment environment,
            String currency,
            @Nullable BigDecimal equity,
            Map<String, BigDecimal> cash,
            @Nullable BigDecimal buyingPower) {
        return new AccountState(accountId, environment, currency, equity, new TreeMap<>(cash), buyingPower);
    }
}
