package io.tradingrecovery;

import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.recovery.RecoveryCoordinator;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.TradingGate;
import io.tradingrecovery.recovery.UnattendedRecovery;
import io.tradingrecovery.state.Order;
import java.util.Optional;

/**
 * What a bot's startup hook needs: loads what was saved, asks the broker, brings the engine to a state that the broker
 * confirms, begins to save, and says whether the bot may trade.
 *
 * <pre>{@code
 * TradingRecovery recovery = TradingRecovery.builder()
 *         .stateDirectory(Path.of("state"))
 *         .broker(broker)
 *         .engine(engine)
 *         .saveEvery(Duration.ofSeconds(60))
 *         .build();
 * RecoveryReport report = recovery.start();
 * if (!report.tradingAllowed()) { log.warn("{}", report); }
 * }</pre>
 *
 * <p>Where only time is missing, recovery runs again by itself and the gate opens without anybody's help. The library never
 * sends, changes or cancels an order: {@link #submit} calls the bot's own sender. Safe for use by many threads.
 */
public final class TradingRecovery implements AutoCloseable {

    private final RecoveryCoordinator coordinator;
    private final UnattendedRecovery unattended;
    private final AmbiguousOrders ambiguous;
    private final OrderDesk desk;
    private final Object lock = new Object();
    private boolean started;

    TradingRecovery(RecoveryCoordinator coordinator, UnattendedRecovery unattended, AmbiguousOrders ambiguous) {
        this.coordinator = coordinator;
        this.unattended = unattended;
        this.ambiguous = ambiguous;
        this.desk = new OrderDesk(coordinator.gate(), coordinator::journal, ambiguous, coordinator::confirmHoldings);
    }

    /** Starts the settings. */
    public static TradingRecoveryBuilder builder() {
        return new TradingRecoveryBuilder();
    }

    /**
     * Recovers, and from then on saves, watches, and recovers again by itself where that may help. Returns after the first
     * run, whatever it came to, within the deadlines.
     *
     * @throws io.tradingrecovery.errors.StateDirectoryLockedException if another bot has the directory
     * @throws io.tradingrecovery.errors.StateStorageException if the directory can't be opened
     * @throws IllegalStateException if it was started already
     */
    public RecoveryReport start() {
        synchronized (lock) {
            if (started) {
                throw new IllegalStateException("This recovery was started already; it goes on by itself");
            }
            RecoveryReport report = unattended.start();
            started = true;
            return report;
        }
    }

    /** What {@link #start} would do now; needs no lock, writes nothing, and leaves engine and gate alone. */
    public RecoveryReport plan() {
        return coordinator.plan();
    }

    /** Whether the bot may trade; shut until recovery has ended well. */
    public TradingGate gate() {
        return coordinator.gate();
    }

    /** The report of the last run; empty before the first. */
    public Optional<RecoveryReport> lastReport() {
        return coordinator.lastReport();
    }

    /**
     * Sends an order so that it can't be lost or sent twice: if the gate lets it through, its intent goes to disk, then the
     * sender is called on this thread, without a time limit, then its answer is recorded. Where only orders that reduce a
     * position are let through and trading went on before that, the broker is asked first what is held, within 10 seconds.
     *
     * @throws io.tradingrecovery.recovery.TradingBlockedException if the gate is shut for it; it was not sent
     * @throws io.tradingrecovery.errors.DuplicateOrderException if its id may be alive already; it was not sent
     * @throws io.tradingrecovery.errors.NotDurableException if its intent is not on disk; it was not sent
     * @throws AmbiguousOrderException if the sender threw or gave null: it may be alive, and must not be sent again
     */
    public SubmitResult submit(Order order, Sender sender) {
        return desk.submit(order, sender);
    }

    /**
     * Replaces an order; otherwise as {@link #submit}.
     *
     * @param replacement the new order, under a client order id of its own
     * @param replaces the client order id of the order whose place it takes
     */
    public SubmitResult replace(Order replacement, String replaces, Sender sender) {
        return desk.replace(replacement, replaces, sender);
    }

    /** Cancels an order; otherwise as {@link #submit}. It may still fill until the broker says that it has ended. */
    public SubmitResult cancel(String clientOrderId, CancelSender sender) {
        return desk.cancel(clientOrderId, sender);
    }

    /** Halts trading, durably; see {@link RecoveryCoordinator#halt}. */
    public void halt(String reason) {
        coordinator.halt(reason);
    }

    /** Ends a halt, by the person named; see {@link RecoveryCoordinator#clearHalt}. */
    public void clearHalt(String by) {
        coordinator.clearHalt(by);
    }

    /**
     * The journal, for fills and ends of orders as the bot hears of them.
     *
     * @throws io.tradingrecovery.errors.NotRecoveredException if no state was loaded yet
     */
    public OrderJournal journal() {
        return coordinator.journal();
    }

    /** Saves a last time if recovery has ended well, gives the directory back, and ends all threads; idempotent. */
    @Override
    public void close() {
        unattended.close();
        ambiguous.close();
        coordinator.close();
    }
}
