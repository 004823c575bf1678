package io.tradingrecovery.drill.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.drill.exchange.matching.Kind;
import io.tradingrecovery.drill.exchange.matching.Lasting;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import io.tradingrecovery.drill.exchange.matching.Side;
import io.tradingrecovery.drill.exchange.matching.Status;
import io.tradingrecovery.drill.exchange.matching.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One drill in which all is well, and each of its documents doctored once. */
class AuditTest {

    private static final Instant AT = Instant.parse("2026-11-25T15:00:00Z");

    private final List<LedgerEntry> ledger = new ArrayList<>(List.of(
            new LedgerEntry.Opened(AT, "account", new BigDecimal("1000")),
            new LedgerEntry.Taken(AT, terms("1", "buy", Side.BUY, "3", null)),
            new LedgerEntry.Filled(AT, "f1", "1", BigDecimal.ONE, new BigDecimal("100")),
            new LedgerEntry.Filled(AT, "f2", "1", BigDecimal.valueOf(2), new BigDecimal("101")),
            new LedgerEntry.Taken(AT, terms("2", "stop", Side.SELL, "3", null)),
            new LedgerEntry.Taken(AT, terms("3", "gone", Side.BUY, "1", null)),
            new LedgerEntry.Ended(AT, "3", Status.CANCELED)));
    private final Map<String, BookedOrder> orders = new HashMap<>(Map.of(
            "buy", booked("buy", true, "3", "100.666666667"),
            "stop", booked("stop", false, "0", null),
            "gone", booked("gone", true, "0", null)));
    private final Map<String, BigDecimal> positions = new HashMap<>(Map.of("X", new BigDecimal("3.0")));
    private @Nullable BigDecimal cash = new BigDecimal("698.00");
    private Set<String> journalled = Set.of("buy", "stop", "gone", "unsent");
    private Set<String> acknowledged = Set.of("buy", "stop", "gone", "unsent");
    private KilledLife life = new KilledLife("Round 3", 17, 17);
    private List<String> twoBots = List.of();

    @Test
    void findsNothingWhereAllIsWell() {
        Verdict verdict = verdict();

        assertThat(verdict.sentences()).isEmpty();
        assertThat(verdict.unexplainedCash()).isZero();
        assertThat(verdict.isClean()).isTrue();
    }

    @Test
    void findsAnOrderThatTheBotKnowsNothingOf() {
        orders.remove("stop");

        assertOnly(verdict().ordersLost(), "The exchange has order stop (SELL 3 X), of which the bot knows nothing");
    }

    @Test
    void findsAnOrderThatWasSentTwice() {
        ledger.add(new LedgerEntry.Refused(AT, "buy", true, 40010001, "client_order_id must be unique"));

        assertOnly(verdict().ordersDuplicated(), "Order buy was sent again at 2026-11-25T15:00:00Z");
    }

    @Test
    void doesNotTakeAnotherRefusalForASecondSending() {
        ledger.add(new LedgerEntry.Refused(AT, "new", false, 40310000, "insufficient buying power"));

        assertThat(verdict().isClean()).isTrue();
    }

    @Test
    void findsAFillThatTheBotMissed() {
        orders.put("buy", booked("buy", true, "1", "100"));

        assertOnly(verdict().ordersMisbooked(), "order buy (BUY 3 X) has 3 filled; the bot has 1");
    }

    @Test
    void findsAFilledQuantityThatTheBotDoesNotKnow() {
        orders.put("buy", new BookedOrder("buy", true, null, null));

        assertOnly(verdict().ordersMisbooked(), "order buy (BUY 3 X) has 3 filled; the bot has nothing");
    }

    @Test
    void findsAFillAtAnotherPrice() {
        orders.put("buy", booked("buy", true, "3", "100.68"));

        assertOnly(verdict().ordersMisbooked(), "order buy (BUY 3 X) was filled at 100.666666667; the bot has 100.68");
    }

    @Test
    void findsAnOrderThatHasEndedAndOneThatHasNot() {
        orders.put("gone", booked("gone", false, "0", null));
        orders.put("stop", booked("stop", true, "0", null));

        assertOnly(
                verdict().ordersMisbooked(),
                "order stop (SELL 3 X) is NEW; the bot believes that it has ended",
                "order gone (BUY 1 X) is CANCELED; the bot believes that it is open");
    }

    @Test
    void findsAFillThatTheExchangeNeverMade() {
        orders.put("dream", booked("dream", true, "1", "100"));
        orders.put("unsent", booked("unsent", true, "0", null));

        assertOnly(verdict().ordersMisbooked(), "The bot has 1 filled of dream, which the exchange never took");
    }

    @Test
    void findsAPositionThatDiffersAndOnesThatOnlyOneSideHas() {
        positions.put("X", new BigDecimal("2.99999999"));
        positions.put("Y", BigDecimal.ONE);
        assertOnly(
                verdict().positionsDiffering(),
                "The account holds 3 X; the bot believes 2.99999999",
                "The account holds 0 Y; the bot believes 1");

        positions.clear();
        assertOnly(verdict().positionsDiffering(), "The account holds 3 X; the bot believes 0");
    }

    @Test
    void findsCashThatNobodyCanExplain() {
        cash = new BigDecimal("697.98");
        assertThat(verdict().unexplainedCash()).isEqualByComparingTo("0.02");
        assertThat(verdict().isClean()).isFalse();

        cash = new BigDecimal("698.01");
        assertThat(verdict().isClean()).isTrue();

        cash = null;
        assertThat(verdict().cashUnknown()).isTrue();
        assertThat(verdict().isClean()).isFalse();
    }

    @Test
    void countsADepositAsExplained() {
        ledger.add(new LedgerEntry.CashMoved(AT, "d", "CSD", BigDecimal.TEN, "deposit"));
        assertThat(verdict().unexplainedCash()).isEqualByComparingTo("10");

        cash = new BigDecimal("708");
        assertThat(verdict().isClean()).isTrue();
    }

    @Test
    void findsAnOrderThatWasSentWithoutAnIntent() {
        journalled = Set.of("stop", "gone", "unsent");

        assertOnly(verdict().intentsMissing(), "Order buy was sent without an intent in the journal");
    }

    @Test
    void findsAnAcknowledgedIntentThatIsGone() {
        journalled = Set.of("buy", "stop", "gone");

        assertOnly(verdict().intentsMissing(), "The intent of order unsent was acknowledged and is not in the journal");
    }

    @Test
    void asksNoIntentOfTheLegsOfABracket() {
        ledger.add(new LedgerEntry.Taken(AT, terms("4", "leg", Side.SELL, "3", "1")));

        assertThat(verdict().isClean()).isTrue();
    }

    @Test
    void findsAnAcknowledgedStateThatIsGone() {
        life = new KilledLife("Round 3", 17, 16);

        assertOnly(verdict().statesMissing(), "Round 3 had state 17 acknowledged and came back with 16");
    }

    @Test
    void findsTwoBots() {
        twoBots = List.of("pids 7 and 8 at 15:00");

        assertOnly(verdict().twoBots(), "pids 7 and 8 at 15:00");
    }

    private void assertOnly(List<String> rows, String... sentences) {
        assertThat(rows).containsExactly(sentences);
        Verdict verdict = verdict();
        assertThat(verdict.sentences()).hasSize(sentences.length);
        assertThat(verdict.isClean()).isFalse();
    }

    private Verdict verdict() {
        BotBooks books = new BotBooks(orders, positions, cash, journalled);
        return Audit.of(new Evidence(ledger, books, acknowledged, List.of(life), twoBots));
    }

    private static Terms terms(String id, String clientId, Side side, String quantity, @Nullable String parent) {
        return new Terms(
                id, clientId, "X", side, Kind.MARKET, Lasting.GTC, new BigDecimal(quantity), null, null, parent, null);
    }

    private static BookedOrder booked(String id, boolean ended, String filled, @Nullable String price) {
        return new BookedOrder(id, ended, new BigDecimal(filled), price == null ? null : new BigDecimal(price));
    }
}
