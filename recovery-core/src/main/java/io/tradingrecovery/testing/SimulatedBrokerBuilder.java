package io.tradingrecovery.testing;

import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.state.TradingEnvironment;
import io.tradingrecovery.time.SessionCalendar;
import io.tradingrecovery.time.TradingSession;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link SimulatedBroker} is. Unless said otherwise: a paper account with 100,000 US dollars, no fees,
 * every capability, and days that end at midnight UTC. Not thread-safe.
 */
public final class SimulatedBrokerBuilder {

    private static final Duration LONGEST_BREAK = Duration.ofDays(31);

    final Clock clock;
    final List<Instrument> instruments = new ArrayList<>();
    final Map<String, BigDecimal> cash = new LinkedHashMap<>();
    String accountId = "SIM-1";
    TradingEnvironment environment = TradingEnvironment.PAPER;
    String currency = "USD";
    FeeSchedule fees = FeeSchedule.NONE;
    Set<BrokerCapability> capabilities = EnumSet.allOf(BrokerCapability.class);
    private @Nullable SessionCalendar sessions;

    SimulatedBrokerBuilder(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock is null; give the test's clock");
    }

    /** Lets an instrument be traded. */
    public SimulatedBrokerBuilder instrument(Instrument instrument) {
        instruments.add(instrument);
        return this;
    }

    /** Lets several instruments be traded. */
    public SimulatedBrokerBuilder instruments(Instrument... several) {
        instruments.addAll(List.of(several));
        return this;
    }

    /** The id of the account, and whether it moves real money. */
    public SimulatedBrokerBuilder account(String id, TradingEnvironment kind) {
        accountId = id;
        environment = kind;
        return this;
    }

    /** The currency of equity and buying power. */
    public SimulatedBrokerBuilder currency(String code) {
        currency = code;
        return this;
    }

    /** What the account has of a currency at the beginning, in place of the 100,000 dollars. */
    public SimulatedBrokerBuilder cash(String code, BigDecimal amount) {
        cash.put(code, amount);
        return this;
    }

    /** What a fill costs. */
    public SimulatedBrokerBuilder fees(FeeSchedule schedule) {
        fees = schedule;
        return this;
    }

    /** What the broker can be relied upon for; what is not named is answered with {@code Unsupported}. */
    public SimulatedBrokerBuilder capabilities(Set<BrokerCapability> those) {
        capabilities = those;
        return this;
    }

    /** When sessions end, and with them {@code DAY} orders; fees that are late post then. */
    public SimulatedBrokerBuilder sessions(SessionCalendar calendar) {
        sessions = calendar;
        return this;
    }

    /** The broker. */
    public SimulatedBroker build() {
        if (cash.isEmpty()) {
            cash.put("USD", new BigDecimal("100000"));
        }
        return new SimulatedBroker(this);
    }

    /** The first end of a session, or of a day, after {@code moment}. */
    Instant endOfDay(Instant moment) {
        if (sessions == null) {
            return moment.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        }
        return sessions.sessions(moment, moment.plus(LONGEST_BREAK)).stream()
                .map(TradingSession::close)
                .filter(close -> close.isAfter(moment))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The calendar has no session that ends within 31 days after " + moment));
    }
}
