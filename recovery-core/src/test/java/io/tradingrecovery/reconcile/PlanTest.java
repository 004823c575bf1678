package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Scenario.amount;
import static io.tradingrecovery.reconcile.Scenario.fill;
import static io.tradingrecovery.reconcile.Scenario.filled;
import static io.tradingrecovery.reconcile.Scenario.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plan as a value: its digest, its text, and the policy that it follows. */
class PlanTest {

    private static Inconsistency review(String symbol, String before, String after, String... evidence) {
        return new Inconsistency(
                InconsistencyKind.POSITION_QUANTITY,
                Severity.REVIEW,
                symbol,
                null,
                before,
                after,
                List.of(evidence),
                "a sentence",
                false);
    }

    @Test
    void theDigestIsThatOfTheContentThatAsksForADecision() {
        String digest = PlanDigest.of(List.of(review("AAPL", "1", "2", "x")));

        assertThat(digest).matches("[0-9a-f]{64}");
        assertThat(PlanDigest.of(List.of(
                        new Inconsistency(
                                InconsistencyKind.POSITION_QUANTITY,
                                Severity.REVIEW,
                                "AAPL",
                                null,
                                "1",
                                "2",
                                List.of("x"),
                                "other words",
                                true),
                        Inconsistency.of(InconsistencyKind.BACKUP_USED, "no decision"))))
                .isEqualTo(digest);
    }

    @Test
    void everyPartOfTheContentChangesTheDigest() {
        Set<String> digests = new HashSet<>();
        List<Inconsistency> different = List.of(
                review("AAPL", "1", "2", "x"),
                review("MSFT", "1", "2", "x"),
                review("AAPL", "3", "2", "x"),
                review("AAPL", "1", "4", "x"),
                review("AAPL", "1", "2", "y"),
                review("AAPL", "1", "2", "x", "y"),
                review("AAPL", "1", "2"),
                review("AAPL", "12", "", "x"),
                new Inconsistency(
                        InconsistencyKind.POSITION_MISSING,
                        Severity.REVIEW,
                        "AAPL",
                        null,
                        "1",
                        "2",
                        List.of("x"),
                        "",
                        false),
                new Inconsistency(
                        InconsistencyKind.POSITION_QUANTITY,
                        Severity.FATAL,
                        "AAPL",
                        null,
                        "1",
                        "2",
                        List.of("x"),
                        "",
                        false),
                new Inconsistency(
                        InconsistencyKind.POSITION_QUANTITY,
                        Severity.REVIEW,
                        "AAPL",
                        OrderKey.ofClient("c"),
                        "1",
                        "2",
                        List.of("x"),
                        "",
                        false),
                new Inconsistency(
                        InconsistencyKind.POSITION_QUANTITY,
                        Severity.REVIEW,
                        "AAPL",
                        OrderKey.ofBroker("c"),
                        "1",
                        "2",
                        List.of("x"),
                        "",
                        false),
                new Inconsistency(
                        InconsistencyKind.POSITION_QUANTITY,
                        Severity.REVIEW,
                        "AAPL",
                        null,
                        null,
                        "2",
                        List.of("x"),
                        "",
                        false));

        different.forEach(finding -> digests.add(PlanDigest.of(List.of(finding))));

        assertThat(digests).hasSize(different.size());
    }

    @Test
    void theOrderOfFindingsAndEvidenceDoesNotChangeTheDigest() {
        Inconsistency one = review("AAPL", "1", "2", "x", "y");
        Inconsistency two = review("MSFT", "1", "2");

        assertThat(PlanDigest.of(List.of(one, two))).isEqualTo(PlanDigest.of(List.of(two, one)));
        assertThat(PlanDigest.of(List.of(review("AAPL", "1", "2", "y", "x")))).isEqualTo(PlanDigest.of(List.of(one)));
    }

    @Test
    void thePlanReadsAsAPage() {
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50.50", OrderStatus.FILLED);
        String page = new Scenario()
                .saved("AAPL", "5", "40")
                .saved("MSFT", "7", null)
                .saved(order("c-1", "AAPL", OrderSide.BUY).build())
                .found(done)
                .open(order("manual", "TSLA", OrderSide.SELL).build())
                .history(fill("x-1", done, "10", "50.50").build())
                .broker("AAPL", "15", "47")
                .cash("USD", "1000", "495")
                .plan()
                .toString();

        assertThat(page)
                .startsWith("Plan: RECONCILE, the state changes, digest ")
                .contains(
                        "REVIEW POSITION_MISSING: MSFT went from 7 to none",
                        "  AAPL: 5 at 40 -> 15 at 47, explained 10, unexplained 0 by x-1",
                        "  MSFT: 7 -> none, explained 0, unexplained -7\n",
                        "  USD: 1000 -> 495, unexplained 0 by x-1",
                        "Orders adopted:\n  manual TSLA NEW",
                        "Orders ended:\n  c-1 AAPL FILLED");
    }

    @Test
    void aPlanWithoutADifferenceReadsSo() {
        assertThat(new Scenario().plan().toString())
                .startsWith("Plan: RESUME, no change, digest ")
                .hasLineCount(1);
    }

    @Test
    void textsOfTheBrokerCantBreakTheLinesOfThePage() {
        String page = new Scenario()
                .open(order("evil\nREVIEW fake\u001b[2J", "TSLA", OrderSide.SELL)
                        .build())
                .plan()
                .toString();

        assertThat(page.lines().filter(line -> line.startsWith("REVIEW fake"))).isEmpty();
        assertThat(page).doesNotContain("\u001b");
    }

    @Test
    void uncheckedCashReadsSo() {
        Scenario scenario = new Scenario().cash("USD", "10", "20");
        scenario.policy.checkCash(false);

        assertThat(scenario.plan().toString()).contains("  USD: 10 -> 20, not checked\n");
    }

    @Test
    void theReviewFindingsAreThoseThatAskForADecision() {
        Plan plan = new Scenario()
                .saved("AAPL", "5", "40")
                .open(order("manual", "TSLA", OrderSide.SELL).build())
                .plan();

        assertThat(plan.review()).extracting(Inconsistency::kind).containsExactly(InconsistencyKind.POSITION_MISSING);
        assertThat(plan.findings()).hasSizeGreaterThan(1);
        assertThat(plan.findings().get(0).toString()).startsWith("REVIEW POSITION_MISSING: AAPL went from");
    }

    @Test
    void theDecisionsOfTheTableStandInTheKinds() {
        assertThat(Arrays.stream(InconsistencyKind.values()).filter(kind -> kind.severity() == Severity.FATAL))
                .containsExactly(
                        InconsistencyKind.WRONG_ACCOUNT,
                        InconsistencyKind.UNSTABLE_VIEW,
                        InconsistencyKind.BROKER_FAILURE);
        assertThat(Arrays.stream(InconsistencyKind.values()).filter(kind -> kind.severity() == Severity.WARN))
                .containsExactlyInAnyOrder(
                        InconsistencyKind.FILL_DATA_DIFFERS,
                        InconsistencyKind.INFERRED_FILL,
                        InconsistencyKind.ORDER_UNKNOWN,
                        InconsistencyKind.ORDER_NOT_FOUND,
                        InconsistencyKind.INTENT_NEVER_SENT,
                        InconsistencyKind.CASH,
                        InconsistencyKind.UNPROTECTED,
                        InconsistencyKind.ORPHAN_PROTECTIVE,
                        InconsistencyKind.BACKUP_USED,
                        InconsistencyKind.TAIL_CUT,
                        InconsistencyKind.STATE_FROM_FUTURE);
    }

    @ParameterizedTest
    @EnumSource(InconsistencyKind.class)
    void aFindingOfLoadingHasItsUsualSeverity(InconsistencyKind kind) {
        assertThat(Inconsistency.of(kind, "a sentence").severity()).isEqualTo(kind.severity());
    }

    @Test
    void thePolicyRefusesSenselessValuesAtOnce() {
        ReconcilePolicy.Builder policy = ReconcilePolicy.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.sizePrecision("AAPL", amount("-0.1")))
                .withMessageContaining("sizePrecision of AAPL is -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.averagePriceTolerance(amount("-1")))
                .withMessageContaining("averagePriceTolerance is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.cashTolerance(amount("-1")))
                .withMessageContaining("cashTolerance is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.cashReviewLimit(amount("-1")))
                .withMessageContaining("cashReviewLimit is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.feeRate("AAPL", amount("1")))
                .withMessageContaining("feeRate of AAPL is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.feeRate("AAPL", amount("-0.1")))
                .withMessageContaining("feeRate of AAPL is -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.fillLookback(Duration.ofSeconds(-1)))
                .withMessageContaining("fillLookback is PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.activityLookback(Duration.ofSeconds(-1)))
                .withMessageContaining("activityLookback is PT-1S");
    }

    @Test
    void tolerancesArePolicies() {
        Scenario price = new Scenario().saved("AAPL", "10", "50").broker("AAPL", "10", "51");
        price.policy.averagePriceTolerance(amount("0.02"));
        Scenario cash = new Scenario().cash("USD", "10", "11");
        cash.policy.cashTolerance(amount("1"));
        Scenario coin = new Scenario().saved("XBT", "1", "5").broker("XBT", "1", "5");
        coin.policy.baseAsset(symbol -> "BTC");

        assertThat(price.plan().findings()).isEmpty();
        assertThat(cash.plan().findings()).isEmpty();
        assertThat(coin.plan().findings()).isEmpty();
    }
}
