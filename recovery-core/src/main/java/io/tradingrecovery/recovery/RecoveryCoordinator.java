package io.tradingrecovery.recovery;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.errors.NoValidSnapshotException;
import io.tradingrecovery.errors.NotRecoveredException;
import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.persistence.PersistenceHealth;
import io.tradingrecovery.persistence.StateMaintenance;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.reconcile.BrokerView;
import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.LookupAnswer;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.reconcile.Reconciler;
import io.tradingrecovery.reconcile.Severity;
import io.tradingrecovery.recovery.PhaseTime.Phase;
import io.tradingrecovery.recovery.RunOutcome.Again;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a bot back to a state that the broker confirms.
 *
 * <pre>
 * load ─ ask the broker ─ compare ─┬─ nothing for a person ── restore ─ save ─ report ─ gate OPEN      SUCCESS, RECONCILED
 *                                  ├─ approved before ─────── restore ─ save ─ report ─ gate OPEN      RECONCILED
 *                                  ├─ something is unclear ── restore ──────── report ─ REDUCE_ONLY    PARTIAL
 *                                  └─ no facts to compare ──────────────────── report ─ BLOCKED        FAILED
 * </pre>
 *
 * <p>{@link #recover} is one run; it may be called again until the gate has opened. {@link UnattendedRecovery} calls it
 * again by itself, as long as time may help. Safe for use by many threads: runs follow each other.
 */
public final class RecoveryCoordinator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryCoordinator.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration ASK_DEADLINE = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final RecoveryConfig config;
    private final CallThreads brokerThreads = new CallThreads("recovery-broker");
    private final CallThreads engineThreads = new CallThreads("recovery-engine");
    private final EngineRestore restore;
    private final Voices voices;
    private final TradingGate gate;
    private final RunRecords records;
    private final DriftCheck drift;
    private final Object runLock = new Object();
    private volatile @Nullable StatePersistence persistence;
    private long lockedAt;
    private @Nullable NoValidSnapshotException unreadable;
    private int failedInARow;
    private boolean started;
    private boolean opened;
    private volatile @Nullable RecoveryReport last;

    RecoveryCoordinator(RecoveryConfig config) {
        this.config = config;
        this.persistence = config.persistence();
        this.lockedAt = config.ticker().nanos();
        Executor executor = config.engineExecutor();
        this.restore = new EngineRestore(
                config.engine(), executor != null ? executor : engineThreads::execute, config.restoreDeadline());
        this.voices = new Voices(config.alerts(), config.listeners(), config.clock());
        this.records = new RunRecords(config, voices);
        this.gate = new TradingGate(config.blocking(), config.clock(), records::gateChanged, this::approve);
        this.drift = new DriftCheck(config, gate, voices, engineThreads);
    }

    /** Starts the settings of a coordinator. */
    public static RecoveryCoordinatorBuilder builder() {
        return new RecoveryCoordinatorBuilder();
    }

    /** The gate; shut until a run ends well. */
    public TradingGate gate() {
        return gate;
    }

    /** The report of the last run; empty before the first. */
    public Optional<RecoveryReport> lastReport() {
        return Optional.ofNullable(last);
    }

    /**
     * What {@link #recover} would do now. Needs no lock and writes nothing; the engine and the gate are left alone.
     */
    public RecoveryReport plan() {
        RecoveryRun run = newRun();
        RunOutcome outcome;
        try {
            LoadedState loaded = run.timed(Phase.LOAD, this::loadReadOnly);
            run.source = loaded.source();
            BrokerView view = look(run, loaded);
            run.planned(run.timed(Phase.PLAN, () -> Reconciler.plan(loaded.saved(), view, config.policy())));
            outcome = RunOutcome.of(plan(run), view.settled(), hasUnanswered(view), null);
        } catch (RunFailedException e) {
            run.findings = e.findings();
            outcome = e.outcome();
        } catch (TradingRecoveryException e) {
            outcome = RunOutcome.failed(Texts.of(e), Again.NEVER);
        }
        return report(run, outcome, config.clock().instant(), null);
    }

    /**
     * One run, from loading to the decision. It returns a report whatever the broker and the engine do, within the deadlines.
     *
     * @throws StateDirectoryLockedException if somebody else has the directory: that one trades
     * @throws StateStorageException if the directory can't be opened
     * @throws IllegalStateException if the gate has opened already: the engine goes on by itself, and must not be set back
     */
    public RecoveryReport recover() {
        synchronized (runLock) {
            if (opened) {
                throw new IllegalStateException(
                        "Recovery has ended well already, and the engine trades on from there. To"
                                + " compare it with the broker again, use reconcileEvery");
            }
            StatePersistence open = open();
            if (!started) {
                started = true;
                records.started(gate);
            }
            RecoveryRun run = newRun();
            RunOutcome outcome = outcome(run, open);
            return end(run, outcome);
        }
    }

    private StatePersistence open() {
        StatePersistence open = persistence;
        if (open == null) {
            open = config.opening().get();
            lockedAt = config.ticker().nanos();
            persistence = open;
        }
        return open;
    }

    private RunOutcome outcome(RecoveryRun run, StatePersistence open) {
        try {
            LoadedState loaded = run.timed(Phase.LOAD, () -> load(open));
            run.source = loaded.source();
            haltAsJournalled(loaded.saved().journal());
            BrokerView view = look(run, loaded);
            Plan plan = run.timed(Phase.PLAN, () -> Reconciler.plan(loaded.saved(), view, config.policy()));
            run.planned(plan);
            if (plan.severity() != Severity.FATAL) {
                gate.confirm(view.asOf(), view.positions(), view.openOrders());
                // Asked in any case: what waits for another decision is answered once this run has ended.
                Approval waiting = records.approvalOf(plan.digest());
                run.approval = plan.needsReview() ? waiting : null;
            }
            return carryOut(run, open, RunOutcome.of(plan, view.settled(), hasUnanswered(view), run.approval));
        } catch (RunFailedException e) {
            run.findings = e.findings();
            return e.outcome();
        } catch (RuntimeException | Error e) {
            return RunOutcome.failed("Recovery itself failed: " + Texts.of(e), Again.NEVER);
        }
    }

    /** The engine takes the state, then the disk, in this order; the report and the gate come after. */
    private RunOutcome carryOut(RecoveryRun run, StatePersistence open, RunOutcome outcome) {
        SystemStateSnapshot proposed = plan(run).proposed();
        if (outcome.status() == RecoveryStatus.FAILED || proposed == null) {
            return outcome;
        }
        Optional<String> failure = run.timed(Phase.RESTORE, () -> restore.restore(proposed));
        if (failure.isPresent()) {
            return RunOutcome.failed(failure.get(), Again.NEVER);
        }
        if (outcome.status() == RecoveryStatus.PARTIAL) {
            return outcome;
        }
        records.archive(run);
        return run.timed(Phase.SAVE, () -> save(run, open, proposed, outcome));
    }

    private static RunOutcome save(
            RecoveryRun run, StatePersistence open, SystemStateSnapshot proposed, RunOutcome outcome) {
        try {
            run.savedAs = open.saveRecovered(proposed).sequence();
            return outcome;
        } catch (TradingRecoveryException | IllegalStateException e) {
            boolean mayPass = e instanceof StateStorageException;
            return RunOutcome.notDurable(
                    "The engine was restored, but its state could not be saved: " + Texts.of(e), mayPass);
        }
    }

    private RecoveryReport end(RecoveryRun run, RunOutcome outcome) {
        Duration wait = wait(outcome);
        Instant now = config.clock().instant();
        if (outcome.status() == RecoveryStatus.FAILED) {
            gate.unconfirm();
        }
        RecoveryReport report = report(run, outcome, now, wait == null ? null : now.plus(wait));
        RecoveryReport before = last;
        last = report;
        records.write(report);
        opened = report.status() == RecoveryStatus.SUCCESS || report.status() == RecoveryStatus.RECONCILED;
        gate.decide(outcome.gate());
        records.publish(report, before);
        return report;
    }

    private RecoveryReport report(RecoveryRun run, RunOutcome outcome, Instant now, @Nullable Instant nextRunAt) {
        List<String> notes = new ArrayList<>(voices.notes());
        notes.addAll(records.notes());
        return run.report(outcome, now, gate.preview(outcome.gate()), nextRunAt, notes, config.launch());
    }

    private @Nullable Duration wait(RunOutcome outcome) {
        return switch (outcome.again()) {
            case NEVER -> {
                failedInARow = 0;
                yield null;
            }
            case WHEN_SETTLED -> untilSettled();
            case SOON -> {
                long wait = FIRST_WAIT.toMillis() << Math.min(failedInARow++, 10);
                yield Duration.ofMillis(Math.min(wait, LONGEST_WAIT.toMillis()));
            }
        };
    }

    private LoadedState load(StatePersistence open) {
        OptionalLong seenBefore = records.lastSnapshot();
        try {
            LoadResult result = open.loadState();
            NoValidSnapshotException nothingReadable = unreadable;
            if (nothingReadable != null) {
                return LoadedState.unreadable(nothingReadable, open.journal().state(), legibleIds());
            }
            return LoadedState.of(
                    result,
                    open.journal().state(),
                    config.staleness(),
                    seenBefore,
                    config.clock().instant());
        } catch (NoValidSnapshotException e) {
            LoadResult journalOnly = open.loadWithoutSnapshot();
            unreadable = e;
            return LoadedState.unreadable(e, journalOnly.journal().state(), legibleIds());
        } catch (StateStorageException e) {
            throw new RunFailedException(RunOutcome.failed(Texts.of(e), Again.SOON), List.of());
        } catch (TradingRecoveryException e) {
            throw new RunFailedException(RunOutcome.failed(Texts.of(e), Again.NEVER), List.of());
        }
    }

    private LoadedState loadReadOnly() {
        try {
            LoadResult result = StatePersistence.builder()
                    .directory(config.directory())
                    .clock(config.clock())
                    .loadReadOnly();
            return LoadedState.of(
                    result,
                    result.journal().state(),
                    config.staleness(),
                    records.lastSnapshot(),
                    config.clock().instant());
        } catch (NoValidSnapshotException e) {
            return LoadedState.unreadable(e, JournalState.EMPTY, legibleIds());
        }
    }

    private List<String> legibleIds() {
        return StateMaintenance.of(config.directory()).legibleClientOrderIds();
    }

    private void haltAsJournalled(JournalState journal) {
        if (journal.halt() != null) {
            gate.shut(
                    GateReason.HALTED,
                    journal.halt().reason() + ", since " + journal.halt().at());
        }
    }

    private BrokerView look(RecoveryRun run, LoadedState loaded) {
        BrokerLook look = new BrokerLook(config.broker(), run.reads, config.clock(), config.policy(), this::isSettled);
        BrokerFacts facts = run.timed(Phase.BROKER, () -> look.at(loaded.saved()));
        if (facts instanceof BrokerFacts.Seen seen) {
            return seen.view();
        }
        BrokerFacts.Unseen unseen = (BrokerFacts.Unseen) facts;
        throw new RunFailedException(
                RunOutcome.failed(unseen.reason(), unseen.mayPass() ? Again.SOON : Again.NEVER),
                List.of(Inconsistency.of(unseen.finding(), Severity.FATAL, unseen.reason())));
    }

    private static Plan plan(RecoveryRun run) {
        Plan plan = run.plan;
        if (plan == null) {
            throw new IllegalStateException("The run has no plan yet");
        }
        return plan;
    }

    /** Whether the broker could not say something about an order and may still do so. */
    private static boolean hasUnanswered(BrokerView view) {
        return view.lookups().values().stream()
                .anyMatch(answer ->
                        answer instanceof LookupAnswer.Failed failed && BrokerReads.isWorthAsking(failed.kind()));
    }

    private boolean isSettled() {
        return untilSettled().isZero();
    }

    private Duration untilSettled() {
        Duration since = Duration.ofNanos(config.ticker().nanos() - lockedAt);
        Duration left = config.settleTime().minus(since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private RecoveryRun newRun() {
        Instant now = config.clock().instant();
        BrokerReads reads = new BrokerReads(
                brokerThreads, config.retry(), Deadline.after(config.ticker(), config.brokerDeadline()));
        return new RecoveryRun(ReportIds.next(now), now, reads, config.ticker());
    }

    /**
     * Halts trading; when this returns, the halt survives anything, and only {@link #clearHalt} ends it.
     *
     * @param reason why, for whoever is to end it
     * @throws io.tradingrecovery.errors.NotDurableException if it is not on disk; trading is halted in this run all the same
     * @throws io.tradingrecovery.errors.NotRecoveredException if no state was loaded yet; likewise
     */
    public void halt(String reason) {
        gate.shut(GateReason.HALTED, reason);
        long unused = journal().halt(reason);
        records.append(AuditEntry.Event.HALT, "reason", reason);
    }

    /**
     * Ends a halt.
     *
     * @param by the person who decided so
     * @throws io.tradingrecovery.errors.NotDurableException if that is not on disk; the halt stays in force
     * @throws io.tradingrecovery.errors.NotRecoveredException if no state was loaded yet; likewise
     */
    public void clearHalt(String by) {
        if (by.isBlank()) {
            throw new IllegalArgumentException("by is blank; give the name of the person who ends the halt");
        }
        long unused = journal().clearHalt(by);
        gate.clear(GateReason.HALTED);
        records.append(AuditEntry.Event.CLEAR_HALT, "by", by);
    }

    /**
     * The order journal.
     *
     * @throws NotRecoveredException if no state was loaded yet
     */
    public OrderJournal journal() {
        StatePersistence open = persistence;
        if (open == null) {
            throw new NotRecoveredException("No state was loaded yet: call recover() first");
        }
        return open.journal();
    }

    /**
     * Asks the broker for one order, once, within 10 seconds.
     *
     * @throws BrokerException if there is no answer
     */
    public OrderLookup ask(OrderKey key) {
        BrokerReads once = readsOnce();
        try {
            return once.read("order " + key, () -> config.broker().findOrder(key));
        } catch (BrokerReadException e) {
            throw new BrokerException(e.kind(), e.reason(), e);
        }
    }

    /** Where this coordinator's alerts go, for more of them; what the sinks throw breaks nothing. */
    public AlertSink alerts() {
        return voices::alert;
    }

    private RecoveryReport approve(String reportId, String by, String note) {
        records.requestApproval(reportId, by, note);
        return recover();
    }

    /** Whether somebody has asked for an approval since this was last asked. */
    boolean hasNewApprovals() {
        return records.hasNewApprovals();
    }

    /**
     * Asks the broker what is held, once, within 10 seconds, where the gate lets only through what reduces it and does not
     * know it, since trading went on until the gate was shut. Does nothing otherwise, or if there is no answer.
     */
    public void confirmHoldings() {
        if (!gate.needsConfirmation()) {
            return;
        }
        Instant asOf = config.clock().instant();
        BrokerReads once = readsOnce();
        try {
            List<Order> orders = once.read(
                    "open orders", () -> BrokerLook.complete(config.broker().openOrders()));
            List<Position> positions = once.read(
                    "positions", () -> BrokerLook.complete(config.broker().positions()));
            gate.confirm(asOf, positions, orders);
        } catch (BrokerReadException e) {
            LOG.debug("What is held is not confirmed yet: {}", e.reason());
        }
    }

    private BrokerReads readsOnce() {
        return new BrokerReads(
                brokerThreads,
                new RetrySettings(1, RetrySettings.DEFAULT.first(), RetrySettings.DEFAULT.longest()),
                Deadline.after(Ticker.SYSTEM, ASK_DEADLINE));
    }

    /** Compares the running engine with the broker; see {@link DriftCheck}. */
    boolean checkDrift() {
        StatePersistence open = persistence;
        return open != null && drift.check(brokerThreads, open.journal().state());
    }

    void saysDegraded(PersistenceHealth health) {
        voices.alert(
                Alert.Level.WARNING,
                "SAVES_FAIL",
                "Saving the state failed " + health.failuresInARow() + " times in a row, so what is on disk grows old: "
                        + health.failure().orElse("no reason given"),
                Map.of());
    }

    boolean hasOpened() {
        synchronized (runLock) {
            return opened;
        }
    }

    RunRecords records() {
        return records;
    }

    @Nullable
    StatePersistence persistence() {
        return persistence;
    }

    /** Ends the threads of this coordinator, and the persistence if it opened one; idempotent. */
    @Override
    public void close() {
        StatePersistence open = persistence;
        if (open != null && config.persistence() == null) {
            open.close();
        }
        brokerThreads.close();
        engineThreads.close();
        voices.close();
        records.close();
    }
}
