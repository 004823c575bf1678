package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.audit.BookedOrder;
import io.tradingrecovery.drill.audit.BotBooks;
import io.tradingrecovery.persistence.JournalView;
import io.tradingrecovery.persistence.SnapshotContent;
import io.tradingrecovery.persistence.SnapshotFile;
import io.tradingrecovery.persistence.StateMaintenance;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gathers what the bot knows out of its state directory, through the library's own maintenance tool. A bot forgets orders that
 * ended long ago, so this is done every round; what was seen last of an order stands.
 */
final class BooksCollector {

    private static final Pattern CLIENT_ORDER_ID = Pattern.compile("\"clientOrderId\":\"([^\"]+)\"");

    private final StateMaintenance maintenance;
    private final Map<String, BookedOrder> orders = new HashMap<>();
    private final Set<String> journalled = new HashSet<>();
    private Map<String, BigDecimal> positions = Map.of();
    private Optional<BigDecimal> cash = Optional.empty();

    BooksCollector(Path stateDirectory) {
        maintenance = StateMaintenance.of(stateDirectory);
    }

    /** Takes in the newest state that is whole, and the journal as far as it is legible. */
    void collect() {
        JournalView journal = maintenance.journal();
        for (JournalView.Entry entry : journal.entries()) {
            Matcher matcher = CLIENT_ORDER_ID.matcher(entry.json());
            while (matcher.find()) {
                journalled.add(matcher.group(1));
            }
        }
        newest().ifPresent(this::take);
    }

    /** Everything gathered so far. */
    BotBooks books() {
        return new BotBooks(orders, positions, cash.orElse(null), journalled);
    }

    private Optional<SnapshotContent> newest() {
        return maintenance.snapshots().stream()
                .filter(SnapshotFile.Valid.class::isInstance)
                .map(SnapshotFile.Valid.class::cast)
                .max(Comparator.comparingLong(SnapshotFile.Valid::sequence))
                .map(file -> maintenance.snapshot(file.sequence()));
    }

    private void take(SnapshotContent content) {
        for (Order order : content.state().orders()) {
            orders.put(
                    order.clientOrderId(),
                    new BookedOrder(
                            order.clientOrderId(),
                            order.status().isTerminal(),
                            order.filledQuantity(),
                            order.averageFillPrice()));
        }
        content.journal().orders().forEach(known -> journalled.add(known.order().clientOrderId()));
        content.journal().closed().stream().map(ClosedOrder::clientOrderId).forEach(journalled::add);
        Map<String, BigDecimal> held = new HashMap<>();
        for (Position position : content.state().positions()) {
            BigDecimal quantity = position.quantity();
            if (quantity != null) {
                held.put(position.symbol(), quantity);
            }
        }
        positions = held;
        AccountState account = content.state().account();
        cash = Optional.ofNullable(account).map(known -> known.cash().get(known.currency()));
    }
}
