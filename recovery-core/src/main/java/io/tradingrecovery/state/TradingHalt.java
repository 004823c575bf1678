package io.tradingrecovery.state;

import java.time.Instant;

/**
 * A halt of trading that survives any crash and ends only by a person. Immutable and safe to share between threads.
 *
 * @param reason why trading was halted
 * @param at since when
 */
public record TradingHalt(String reason, Instant at) {

    public TradingHalt {
        reason = Checks.required("halt.reason", reason);
        Checks.present("halt.at", at);
    }
}
