package io.tradingrecovery.drill.audit;

import io.tradingrecovery.drill.exchange.matching.Books;
import io.tradingrecovery.drill.exchange.matching.ExchangeOrder;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges a drill by its evidence alone. The exchange's ledger is the truth; what the bot believes is measured against it,
 * quantities to the last digit, values to a cent.
 */
public final class Audit {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final Evidence evidence;
    private final Books truth;

    private Audit(Evidence evidence) {
        this.evidence = evidence;
        this.truth = Books.of(evidence.ledger());
    }

    /** The verdict. */
    public static Verdict of(Evidence evidence) {
        Audit audit = new Audit(evidence);
        BigDecimal cash = evidence.books().cash();
        return new Verdict(
                audit.lost(),
                audit.duplicated(),
                audit.misbooked(),
                audit.differing(),
                cash == null ? BigDecimal.ZERO : beyondACent(cash.subtract(audit.truth.cash())),
                cash == null,
                audit.intentsMissing(),
                audit.statesMissing(),
                evidence.twoBots());
    }

    private List<String> lost() {
        return sent().filter(order -> !evidence.books().orders().containsKey(id(order)))
                .map(order -> "The exchange has " + describe(order) + ", of which the bot knows nothing")
                .toList();
    }

    private List<String> duplicated() {
        return evidence.ledger().stream()
                .filter(entry -> entry instanceof LedgerEntry.Refused refused && refused.duplicate())
                .map(entry -> (LedgerEntry.Refused) entry)
                .map(refused -> "Order " + refused.clientOrderId() + " was sent again at " + refused.at())
                .toList();
    }

    private List<String> misbooked() {
        List<String> wrong = new ArrayList<>();
        sent().forEach(order -> {
            BookedOrder booked = evidence.books().orders().get(id(order));
            if (booked != null) {
                addDifferences(wrong, order, booked);
            }
        });
        for (BookedOrder booked : evidence.books().orders().values()) {
            BigDecimal filled = booked.filled();
            boolean exists = truth.findByClientId(booked.clientOrderId()) != null;
            if (!exists && filled != null && filled.signum() != 0) {
                wrong.add("The bot has " + filled.toPlainString() + " filled of " + booked.clientOrderId()
                        + ", which the exchange never took");
            }
        }
        return wrong;
    }

    private static void addDifferences(List<String> wrong, ExchangeOrder order, BookedOrder booked) {
        BigDecimal filled = booked.filled();
        if (filled == null || filled.compareTo(order.filled()) != 0) {
            wrong.add(describe(order) + " has " + order.filled().toPlainString() + " filled; the bot has "
                    + text(filled));
        } else if (differsInValue(order, booked)) {
            wrong.add(describe(order) + " was filled at " + text(order.averagePrice()) + "; the bot has "
                    + text(booked.averagePrice()));
        }
        if (booked.ended() == order.status().isOpen()) {
            wrong.add(describe(order) + " is " + order.status() + "; the bot believes that it "
                    + (booked.ended() ? "has ended" : "is open"));
        }
    }

    private static boolean differsInValue(ExchangeOrder order, BookedOrder booked) {
        if (order.filled().signum() == 0) {
            return false;
        }
        BigDecimal price = booked.averagePrice();
        return price == null
                || beyondACent(price.multiply(order.filled()).subtract(order.filledValue()))
                                .signum()
                        != 0;
    }

    private List<String> differing() {
        List<String> rows = new ArrayList<>();
        Map<String, BigDecimal> believed = evidence.books().positions();
        Set<String> symbols = new TreeSet<>(truth.holdings().keySet());
        symbols.addAll(believed.keySet());
        for (String symbol : symbols) {
            BigDecimal held = truth.holding(symbol).quantity();
            BigDecimal booked = believed.getOrDefault(symbol, BigDecimal.ZERO);
            if (held.compareTo(booked) != 0) {
                rows.add("The account holds " + held.toPlainString() + " " + symbol + "; the bot believes "
                        + booked.toPlainString());
            }
        }
        return rows;
    }

    private List<String> intentsMissing() {
        Set<String> journalled = evidence.books().journalled();
        Stream<String> sentWithout = sent().map(Audit::id)
                .filter(id -> !journalled.contains(id))
                .map(id -> "Order " + id + " was sent without an intent in the journal");
        Stream<String> acknowledged = new TreeSet<>(evidence.acknowledgedIntents())
                .stream()
                        .filter(id -> !journalled.contains(id) && truth.findByClientId(id) == null)
                        .map(id -> "The intent of order " + id + " was acknowledged and is not in the journal");
        return Stream.concat(sentWithout, acknowledged).toList();
    }

    private List<String> statesMissing() {
        return evidence.lives().stream()
                .filter(life -> life.recoveredState() < life.acknowledgedState())
                .map(life -> life.life() + " had state " + life.acknowledgedState()
                        + " acknowledged and came back with " + life.recoveredState())
                .toList();
    }

    /** The orders that a client sent; the legs of a bracket come from their parent. */
    private Stream<ExchangeOrder> sent() {
        return truth.orders().stream().filter(order -> order.terms().parentId() == null);
    }

    private static BigDecimal beyondACent(BigDecimal difference) {
        return difference.abs().compareTo(CENT) <= 0
                ? BigDecimal.ZERO
                : difference.abs().setScale(2, RoundingMode.HALF_EVEN);
    }

    private static String id(ExchangeOrder order) {
        return order.terms().clientOrderId();
    }

    private static String describe(ExchangeOrder order) {
        return "order " + id(order) + " (" + order.terms().side() + " "
                + order.terms().quantity().toPlainString() + " " + order.terms().symbol() + ")";
    }

    private static String text(@Nullable BigDecimal amount) {
        return amount == null ? "nothing" : amount.toPlainString();
    }
}
