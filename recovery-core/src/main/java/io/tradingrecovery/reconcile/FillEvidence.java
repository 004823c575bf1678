package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every real execution that the broker or the journal names, by the order it belongs to. Executions are told apart by id
 * alone: equal time, price and size are legitimate for two of them.
 */
final class FillEvidence {

    /** Oldest first. */
    static final Comparator<Fill> BY_AGE = Comparator.comparing(Fill::time)
            .thenComparing(Fill::cumulativeQuantity, Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
            .thenComparing(Fill::fillId);

    /** The executions of one order that the engine's copy does not have, oldest first. */
    static final class OfOrder {
        static final OfOrder NONE = new OfOrder();

        List<Fill> fromBroker = List.of();
        List<Fill> fromJournal = List.of();

        private BigDecimal brokerSum = BigDecimal.ZERO;
        private BigDecimal brokerReached = BigDecimal.ZERO;

        /** Units that the broker names, booked or not: in sum, or by the total that one of them says it brought the order to. */
        BigDecimal brokerTotal() {
            return brokerSum.max(brokerReached);
        }

        private void addFromBroker(Fill fill) {
            fromBroker = with(fromBroker, fill);
        }

        private void addFromJournal(Fill fill) {
            fromJournal = with(fromJournal, fill);
        }

        /** Most orders have one fill or none: a list that can grow is made for the second. */
        private static List<Fill> with(List<Fill> fills, Fill fill) {
            if (fills.isEmpty()) {
                return List.of(fill);
            }
            List<Fill> more = fills.size() == 1 ? new ArrayList<>(fills) : fills;
            more.add(fill);
            return more;
        }

        private void sort() {
            if (fromBroker.size() > 1) {
                fromBroker.sort(BY_AGE);
            }
            if (fromJournal.size() > 1) {
                fromJournal.sort(BY_AGE);
            }
        }
    }

    private final KnownOrders known;
    private final BrokerOrders broker;
    private final Renames renames;
    private final Scope scope;
    private final Findings findings;
    private final Map<String, Fill> booked = new HashMap<>();
    private final Map<String, OfOrder> byOrder;
    private final List<Fill> strays = new ArrayList<>();
    private final Set<OrderKey> strayOrders = new HashSet<>();
    private final Map<String, Fill> feesPosted = new HashMap<>();

    private FillEvidence(
            KnownOrders known, BrokerOrders broker, Renames renames, Scope scope, Findings findings, int expected) {
        this.known = known;
        this.broker = broker;
        this.renames = renames;
        this.scope = scope;
        this.findings = findings;
        byOrder = new HashMap<>(Amounts.capacity(expected));
    }

    static FillEvidence of(
            SavedState saved,
            BrokerView view,
            KnownOrders known,
            BrokerOrders broker,
            Renames renames,
            Scope scope,
            Findings findings) {
        FillEvidence evidence = new FillEvidence(
                known, broker, renames, scope, findings, view.fills().fills().size());
        SystemStateSnapshot copy = saved.snapshot();
        if (copy != null) {
            copy.fills().forEach(fill -> evidence.booked.putIfAbsent(fill.fillId(), fill));
        }
        Map<String, Fill> journal = evidence.distinct(journalFills(saved));
        Map<String, Fill> history = evidence.distinct(view.fills().fills());
        history.forEach((id, fill) -> evidence.addFromBroker(fill, journal.remove(id)));
        journal.values().forEach(evidence::addFromJournal);
        evidence.byOrder.values().forEach(OfOrder::sort);
        evidence.strays.sort(BY_AGE);
        return evidence;
    }

    OfOrder of(String clientOrderId) {
        return byOrder.getOrDefault(clientOrderId, OfOrder.NONE);
    }

    /** All of them that the engine's copy does not have, oldest first. */
    List<Fill> all() {
        List<Fill> all = new ArrayList<>(strays);
        byOrder.values().forEach(fills -> {
            all.addAll(fills.fromBroker);
            all.addAll(fills.fromJournal);
        });
        all.sort(BY_AGE);
        return all;
    }

    /** Executions of orders that nobody names, oldest first. */
    List<Fill> strays() {
        return Collections.unmodifiableList(strays);
    }

    /** Booked fills whose fee is known now, by id. */
    Map<String, Fill> feesPosted() {
        return feesPosted;
    }

    /** Whether the broker names more executions of an order than the engine's copy has of it, at least one by a new id. */
    boolean showMoreThan(KnownOrder order) {
        OfOrder fills = of(order.clientOrderId);
        return order.copied != null
                && !fills.fromBroker.isEmpty()
                && fills.brokerTotal().compareTo(order.bookedQuantity()) > 0;
    }

    private static List<Fill> journalFills(SavedState saved) {
        List<Fill> fills = new ArrayList<>(saved.journal().strayFills());
        for (JournaledOrder order : saved.journal().orders()) {
            fills.addAll(order.fills());
        }
        fills.removeIf(Fill::inferred);
        return fills;
    }

    /** One fill an id; of two with different data, which one counts does not depend on the order of the rows. */
    private Map<String, Fill> distinct(List<Fill> fills) {
        Map<String, Fill> distinct = new LinkedHashMap<>(Amounts.capacity(fills.size()));
        Map<String, Fill> different = new TreeMap<>();
        for (Fill fill : fills) {
            if (scope.ownsSymbol(fill.symbol())) {
                Fill other = distinct.putIfAbsent(fill.fillId(), fill);
                if (other != null && !sameData(other, fill)) {
                    boolean first = other.toString().compareTo(fill.toString()) <= 0;
                    distinct.put(fill.fillId(), first ? other : fill);
                    different.merge(fill.fillId(), first ? fill : other, FillEvidence::lastByText);
                }
            }
        }
        different.forEach((id, other) -> reportDifference(distinct.getOrDefault(id, other), other));
        return distinct;
    }

    private static Fill lastByText(Fill one, Fill other) {
        return one.toString().compareTo(other.toString()) >= 0 ? one : other;
    }

    private void addFromBroker(Fill fill, @Nullable Fill journalled) {
        Fill copied = booked.get(fill.fillId());
        Fill first = copied == null ? journalled : copied;
        if (first != null && !sameData(first, fill)) {
            reportDifference(first, fill);
        }
        if (copied != null) {
            takePostedFee(copied, fill);
        }
        Fill kept = first == null ? fill : first;
        String owner = owner(fill);
        BigDecimal quantity = kept.quantity();
        if (owner == null) {
            OrderKey key = FillBooking.keyOf(fill);
            if (key != null) {
                strayOrders.add(key);
            }
            if (copied == null) {
                addStray(kept);
            }
        } else if (isUsable(kept, copied == null) && quantity != null) {
            OfOrder fills = byOrder.computeIfAbsent(owner, id -> new OfOrder());
            fills.brokerSum = fills.brokerSum.add(quantity);
            fills.brokerReached = fills.brokerReached.max(Amounts.orZero(kept.cumulativeQuantity()));
            if (copied == null) {
                fills.addFromBroker(journalled == null ? fill : withFee(journalled, fill));
            }
        }
    }

    private void addFromJournal(Fill fill) {
        if (booked.containsKey(fill.fillId())) {
            return;
        }
        String owner = owner(fill);
        if (owner == null) {
            OrderKey key = FillBooking.keyOf(fill);
            // The broker and the journal may name one execution by different ids, and no total tells.
            if (key == null || !strayOrders.contains(key)) {
                addStray(fill);
            }
        } else if (isUsable(fill, true)) {
            byOrder.computeIfAbsent(owner, id -> new OfOrder()).addFromJournal(fill);
        }
    }

    private void addStray(Fill fill) {
        if (known.byClientId(fill.clientOrderId()) != null && known.byBrokerId(fill.brokerOrderId()) != null) {
            findings.of(InconsistencyKind.ROW_INVALID)
                    .symbol(fill.symbol())
                    .change(null, fill.fillId())
                    .says("Fill " + fill.fillId() + " of " + fill.symbol() + " names client order "
                            + fill.clientOrderId() + " and broker order " + fill.brokerOrderId()
                            + ", which are two orders; it is booked on neither");
        } else if (isUsable(fill, true)) {
            strays.add(fill);
        }
    }

    /** The client order id of the order a fill belongs to; absent where nobody names it. */
    private @Nullable String owner(Fill fill) {
        KnownOrder order = known.of(fill);
        if (order != null) {
            return order.clientOrderId;
        }
        boolean torn = known.byClientId(fill.clientOrderId()) != null;
        Order stranger = torn ? null : broker.stranger(fill.clientOrderId(), fill.brokerOrderId());
        return stranger == null ? null : stranger.clientOrderId();
    }

    private boolean isUsable(Fill fill, boolean report) {
        BigDecimal quantity = fill.quantity();
        String wrong = quantity == null || quantity.signum() <= 0
                ? "has the quantity " + Amounts.text(quantity)
                : disagreement(fill);
        if (wrong == null) {
            return true;
        }
        if (report) {
            findings.of(InconsistencyKind.ROW_INVALID)
                    .symbol(fill.symbol())
                    .change(null, fill.fillId())
                    .says("Fill " + fill.fillId() + " of " + fill.symbol() + " " + wrong
                            + "; it is not used. Compare it with the broker's own statement");
        }
        return false;
    }

    private @Nullable String disagreement(Fill fill) {
        KnownOrder order = known.of(fill);
        Order ours = order == null ? null : order.ours();
        if (ours == null) {
            return null;
        }
        OrderSide side = ours.side();
        if (side == fill.side() && renames.now(ours.symbol()).equals(renames.now(fill.symbol()))) {
            return null;
        }
        return "is " + fill.side() + ", but its order " + ours.clientOrderId() + " is " + side + " " + ours.symbol();
    }

    private void takePostedFee(Fill copied, Fill fill) {
        if (copied.fee() == null && fill.fee() != null) {
            feesPosted.put(copied.fillId(), withFee(copied, fill));
        }
    }

    private static Fill withFee(Fill kept, Fill later) {
        if (kept.fee() != null || later.fee() == null) {
            return kept;
        }
        return new Fill(
                kept.fillId(),
                kept.clientOrderId(),
                kept.brokerOrderId(),
                kept.symbol(),
                kept.side(),
                kept.quantity(),
                kept.price(),
                kept.time(),
                kept.cumulativeQuantity(),
                later.fee(),
                later.feeAsset(),
                kept.inferred());
    }

    /** What was not said before and is said now does not differ. */
    private static boolean sameData(Fill first, Fill second) {
        return first.side() == second.side()
                && agree(first.quantity(), second.quantity())
                && agree(first.price(), second.price())
                && agree(first.fee(), second.fee());
    }

    private static boolean agree(@Nullable BigDecimal first, @Nullable BigDecimal second) {
        return first == null || second == null || first.compareTo(second) == 0;
    }

    private void reportDifference(Fill kept, Fill other) {
        boolean inQuantity = kept.side() != other.side() || !agree(kept.quantity(), other.quantity());
        findings.of(InconsistencyKind.FILL_DATA_DIFFERS)
                .severity(inQuantity ? Severity.REVIEW : Severity.WARN)
                .symbol(kept.symbol())
                .key(FillBooking.keyOf(kept))
                .change(FillBooking.text(kept), FillBooking.text(other))
                .evidence(kept.fillId())
                .says("Fill " + kept.fillId() + " of " + kept.symbol() + " is known as " + FillBooking.text(kept)
                        + " and as " + FillBooking.text(other) + "; the first is kept"
                        + (inQuantity ? ". Compare it with the broker's own statement" : ""));
    }
}
