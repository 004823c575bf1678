package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Scenario.NOW;
import static io.tradingrecovery.reconcile.Scenario.SAVED_AT;
import static io.tradingrecovery.reconcile.Scenario.amount;
import static io.tradingrecovery.reconcile.Scenario.fill;
import static io.tradingrecovery.reconcile.Scenario.filled;
import static io.tradingrecovery.reconcile.Scenario.kinds;
import static io.tradingrecovery.reconcile.Scenario.only;
import static io.tradingrecovery.reconcile.Scenario.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.RiskLimit;
import io.tradingrecovery.state.RiskLimits;
import io.tradingrecovery.state.SessionMetadata;
import io.tradingrecovery.state.StrategySection;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The account: its identity, cash by currency, and what is carried over because the broker knows nothing of it. */
class AccountTest {

    private static final Order WORKING = order("c-1", "AAPL", OrderSide.BUY).build();
    private static final Order DONE = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50", OrderStatus.FILLED);

    private static Activity cash(String id, Activity.Kind kind, Instant time, String currency, String change) {
        return new Activity(id, kind, time, null, null, null, currency, amount(change), null);
    }

    private static Scenario bought(Fill fill) {
        return new Scenario().saved(WORKING).found(DONE).history(fill).broker("AAPL", "10", "50");
    }

    private static AccountState account(String id, TradingEnvironment environment) {
        return AccountState.of(id, environment, "USD", amount("100"), Map.of("USD", amount("100")), amount("200"));
    }

    private static Plan plan(@Nullable AccountState saved, AccountState broker) {
        SystemStateSnapshot copy =
                SystemStateSnapshot.builder(SAVED_AT).account(saved).build();
        BrokerView view = new BrokerView(
                NOW,
                broker,
                List.of(),
                List.of(WORKING),
                Map.of(),
                new FillHistory.Complete(List.of()),
                new ActivityHistory.Unsupported("no"),
                Set.of(BrokerCapability.FILLS),
                true);
        return Reconciler.plan(SavedState.of(copy, JournalState.EMPTY), view, ReconcilePolicy.defaults());
    }

    @Test
    void anotherAccountOrEnvironmentEndsTheComparison() {
        AccountState saved = account("A-1", TradingEnvironment.PAPER);

        for (AccountState other :
                List.of(account("A-2", TradingEnvironment.PAPER), account("A-1", TradingEnvironment.LIVE))) {
            Plan plan = plan(saved, other);

            assertThat(kinds(plan)).containsExactly(InconsistencyKind.WRONG_ACCOUNT);
            assertThat(plan.severity()).isEqualTo(Severity.FATAL);
            assertThat(plan.proposed()).isNull();
            assertThat(plan.adoptedOrders()).isEmpty();
            assertThat(plan.findings().get(0).message())
                    .contains("A-1 (PAPER)", other.accountId() + " (" + other.environment() + ")");
        }
    }

    @Test
    void theSameAccountOrOneThatWasNeverSavedOrAnUnnamedEnvironmentIsRight() {
        AccountState saved = account("A-1", TradingEnvironment.PAPER);

        assertThat(plan(saved, saved).proposed()).isNotNull();
        assertThat(plan(null, saved).proposed()).isNotNull();
        assertThat(plan(saved, account("A-1", TradingEnvironment.UNKNOWN)).proposed())
                .isNotNull();
        assertThat(plan(account("A-1", TradingEnvironment.UNKNOWN), saved).proposed())
                .isNotNull();
    }

    @Test
    void cashIsExplainedByFillsAndTheirFees() {
        Plan plan = bought(
                        fill("x-1", DONE, "10", "50").fee(amount("1.25"), "USD").build())
                .cash("USD", "1000", "498.75")
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(plan.cash())
                .containsExactly(new CashChange(
                        "USD",
                        amount("1000"),
                        amount("498.75"),
                        plan.cash().get(0).explained(),
                        plan.cash().get(0).unexplained(),
                        List.of("x-1")));
        assertThat(plan.cash().get(0).explained()).isEqualByComparingTo("-501.25");
        assertThat(plan.cash().get(0).unexplained()).isEqualByComparingTo("0");
    }

    @Test
    void aSaleBringsCashAndAMultiplierCountsAHundredfold() {
        Order option =
                order("c-1", "OPT", OrderSide.SELL).multiplier(amount("100")).build();
        Order sold = filled(option.toBuilder(), "2", "3.5", OrderStatus.CANCELED);

        Plan plan = new Scenario()
                .saved(option)
                .found(sold)
                .history(
                        fill("x-1", sold, "2", "3.5").fee(amount("1.30"), "USD").build())
                .broker("OPT", "-2", "3.5")
                .cash("USD", "1000", "1698.70")
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(plan.cash().get(0).explained()).isEqualByComparingTo("698.70");
    }

    @ParameterizedTest
    @CsvSource({"498.76, true", "498.74, true", "498.77, false", "498.73, false"})
    void aCentIsWithinTheToleranceAndTwoAreNot(String after, boolean within) {
        Plan plan = bought(
                        fill("x-1", DONE, "10", "50").fee(amount("1.25"), "USD").build())
                .cash("USD", "1000", after)
                .plan();

        assertThat(kinds(plan).contains(InconsistencyKind.CASH)).isEqualTo(!within);
    }

    @Test
    void unexplainedCashIsAWarningAndAboveTheLimitAReview() {
        Scenario scenario = new Scenario().cash("USD", "1000", "1100");
        Plan warned = scenario.plan();
        scenario.policy.cashReviewLimit(amount("100"));
        Plan atLimit = scenario.plan();
        scenario.policy.cashReviewLimit(amount("99.99"));
        Plan above = scenario.plan();

        assertThat(only(warned, InconsistencyKind.CASH).severity()).isEqualTo(Severity.WARN);
        assertThat(only(warned, InconsistencyKind.CASH).message()).contains("100 of it is not explained");
        assertThat(warned.changed()).isTrue();
        assertThat(only(atLimit, InconsistencyKind.CASH).severity()).isEqualTo(Severity.WARN);
        assertThat(only(above, InconsistencyKind.CASH).severity()).isEqualTo(Severity.REVIEW);
        assertThat(only(above, InconsistencyKind.CASH).settles()).isFalse();
        assertThat(scenario.unsettled().plan().settling()).isTrue();
    }

    @Test
    void depositsDividendsAndFeesOfEachCurrencyExplainIt() {
        Plan plan = new Scenario()
                .cash("USD", "1000", "1245")
                .cash("EUR", "50", "40")
                .activity(cash("d-1", Activity.Kind.DEPOSIT, SAVED_AT.plusSeconds(1), "USD", "250"))
                .activity(cash("d-2", Activity.Kind.FEE, SAVED_AT.plusSeconds(2), "USD", "-5"))
                .activity(cash("d-3", Activity.Kind.WITHDRAWAL, SAVED_AT.plusSeconds(3), "EUR", "-10"))
                .plan();

        assertThat(plan.findings()).isEmpty();
        assertThat(plan.cash()).extracting(CashChange::currency).containsExactly("EUR", "USD");
        assertThat(plan.cash().get(1).evidence()).containsExactly("d-1", "d-2");
        assertThat(plan.changed()).isTrue();
    }

    @Test
    void aDividendDatedByTheDayAloneCountsOnlyIfItFits() {
        Activity dividend = cash("d-1", Activity.Kind.DIVIDEND, SAVED_AT.minus(Duration.ofHours(14)), "USD", "12");

        assertThat(new Scenario()
                        .cash("USD", "1000", "1012")
                        .activity(dividend)
                        .plan()
                        .findings())
                .isEmpty();
        assertThat(new Scenario()
                        .cash("USD", "1012", "1012")
                        .activity(dividend)
                        .plan()
                        .findings())
                .isEmpty();
        assertThat(kinds(new Scenario()
                        .cash("USD", "1000", "1011")
                        .activity(dividend)
                        .plan()))
                .containsExactly(InconsistencyKind.CASH);
    }

    @Test
    void cashIsNotCheckedWhereAFeeAPriceOrAMultiplierIsUnknown() {
        Plan noFee = bought(fill("x-1", DONE, "10", "50").fee(null, null).build())
                .cash("USD", "1000", "490")
                .plan();
        Plan noAsset = bought(
                        fill("x-1", DONE, "10", "50").fee(amount("1"), null).build())
                .cash("USD", "1000", "490")
                .plan();
        Plan noPrice = bought(fill("x-1", DONE, "10", "50").price(null).build())
                .cash("USD", "1000", "490")
                .plan();
        Order bare = WORKING.toBuilder().multiplier(null).build();
        Plan noMultiplier = new Scenario()
                .saved(bare)
                .found(DONE.toBuilder().multiplier(null).build())
                .history(fill("x-1", DONE, "10", "50").build())
                .broker(new io.tradingrecovery.state.Position("AAPL", amount("10"), amount("50"), null, null))
                .cash("USD", "1000", "490")
                .plan();

        assertThat(only(noFee, InconsistencyKind.CASH_UNCHECKED).message()).contains("the fee of fill x-1");
        assertThat(only(noAsset, InconsistencyKind.CASH_UNCHECKED).message()).contains("the fee of fill x-1");
        assertThat(only(noPrice, InconsistencyKind.CASH_UNCHECKED).message()).contains("the price of fill x-1");
        assertThat(only(noMultiplier, InconsistencyKind.CASH_UNCHECKED).message())
                .contains("the multiplier of fill x-1");
        assertThat(noFee.cash().get(0).explained()).isNull();
        assertThat(noFee.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void cashThatDidNotMoveIsNotReportedAsUnchecked() {
        Plan plan = bought(fill("x-1", DONE, "10", "50").fee(null, null).build())
                .cash("USD", "1000", "1000")
                .plan();

        assertThat(kinds(plan)).doesNotContain(InconsistencyKind.CASH_UNCHECKED, InconsistencyKind.CASH);
        assertThat(plan.cash()).isEmpty();
    }

    @Test
    void cashThatDidNotMoveThoughFillsSayItShouldIsAWarning() {
        Plan plan = bought(fill("x-1", DONE, "10", "50").build())
                .cash("USD", "1000", "1000")
                .plan();

        assertThat(only(plan, InconsistencyKind.CASH).message()).contains("500 of it is not explained");
    }

    @Test
    void cashIsNotComparedIfThePolicySaysSoOrOthersShareTheAccount() {
        Scenario off = new Scenario().cash("USD", "1000", "900");
        off.policy.checkCash(false);
        Scenario shared = new Scenario().cash("USD", "1000", "900");
        shared.policy.scope(new Scope(Set.of("AAPL"), null));

        assertThat(only(off.plan(), InconsistencyKind.CASH_UNCHECKED).message()).contains("the policy");
        assertThat(only(shared.plan(), InconsistencyKind.CASH_UNCHECKED).message())
                .contains("shared");
    }

    @Test
    void aQuoteCurrencyOfItsOwnIsPaidInIt() {
        Order buy = order("c-1", "SAP", OrderSide.BUY).build();
        Order done = filled(order("c-1", "SAP", OrderSide.BUY), "2", "100", OrderStatus.CANCELED);
        Scenario scenario = new Scenario()
                .saved(buy)
                .found(done)
                .history(fill("x-1", done, "2", "100").build())
                .broker("SAP", "2", "100")
                .cash("EUR", "500", "300")
                .cash("USD", "1000", "1000");
        scenario.policy.quoteCurrency(symbol -> "EUR");

        assertThat(scenario.plan().severity()).isEqualTo(Severity.INFO);
        assertThat(scenario.plan().cash()).extracting(CashChange::currency).containsExactly("EUR");
    }

    @Test
    void aCurrencyThatOneSideDoesNotNameCountsFromNothing() {
        Plan plan = new Scenario().brokerCash("EUR", "5").plan();

        assertThat(only(plan, InconsistencyKind.CASH).before()).isEqualTo("unknown");
        assertThat(plan.cash().get(0).unexplained()).isEqualByComparingTo("5");
    }

    @Test
    void aBrokerThatDoesNotTellActivitiesIsNamedAsTheReason() {
        AccountState poorer =
                AccountState.of("A-1", TradingEnvironment.PAPER, "USD", null, Map.of("USD", amount("90")), null);

        Plan plan = plan(account("A-1", TradingEnvironment.PAPER), poorer);

        assertThat(only(plan, InconsistencyKind.CASH).message()).contains("does not tell of deposits");
        assertThat(Objects.requireNonNull(plan.proposed()).account()).isEqualTo(poorer);
        assertThat(plan.accountAfter()).isEqualTo(poorer);
        assertThat(Objects.requireNonNull(plan.accountBefore()).equity()).isEqualByComparingTo("100");
    }

    @Test
    void limitsHaltSessionAndSectionsAreCarriedOver() {
        RiskLimits limits = RiskLimits.of(Map.of(
                        "maxDailyLoss", new RiskLimit(amount("500"), amount("120"), NOW.plusSeconds(1)),
                        "maxDrawdown", new RiskLimit(amount("900"), amount("300"), null)))
                .halted("daily loss", SAVED_AT);
        SessionMetadata session = SessionMetadata.of("s-1", SAVED_AT, "grid", Map.of());
        SystemStateSnapshot copy = SystemStateSnapshot.builder(SAVED_AT)
                .riskLimits(limits)
                .session(session)
                .section("grid", new StrategySection("{\"level\": 1.10}"))
                .build();
        Scenario scenario = new Scenario();

        Plan plan =
                Reconciler.plan(SavedState.of(copy, JournalState.EMPTY), scenario.view(), ReconcilePolicy.defaults());
        SystemStateSnapshot proposed = Objects.requireNonNull(plan.proposed());

        assertThat(proposed.riskLimits()).isEqualTo(limits);
        assertThat(proposed.session()).isEqualTo(session);
        assertThat(proposed.sections()).isEqualTo(copy.sections());
        assertThat(proposed.takenAt()).isEqualTo(NOW);
        assertThat(plan.changed()).isFalse();
    }

    @Test
    void yesterdaysLossIsNotChargedToday() {
        RiskLimits limits = RiskLimits.of(Map.of("maxDailyLoss", new RiskLimit(amount("500"), amount("120"), NOW)));

        Plan plan = new Scenario().saved(limits).plan();
        RiskLimits proposed =
                Objects.requireNonNull(Objects.requireNonNull(plan.proposed()).riskLimits());

        assertThat(only(plan, InconsistencyKind.RISK_PERIOD_ENDED).before()).isEqualTo("120");
        assertThat(proposed.limits())
                .containsExactly(Map.entry("maxDailyLoss", new RiskLimit(amount("500"), amount("0"), null)));
        assertThat(plan.changed()).isFalse();
        assertThat(plan.strategy()).isEqualTo(Strategy.RESUME);
    }
}
