package io.tradingrecovery.recovery;

import io.tradingrecovery.persistence.internal.thread.DiskThread;
import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.InconsistencyKind;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.reconcile.Reconciler;
import io.tradingrecovery.reconcile.SavedState;
import io.tradingrecovery.reconcile.Severity;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the running engine with the broker. A difference counts only if two looks in a row find it, so that an order or
 * a fill on its way is none; one that only a person could decide shuts the gate with {@link GateReason#DRIFT} until two
 * looks in a row find nothing of the kind. Not thread-safe.
 */
final class DriftCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DriftCheck.class);
    private static final Duration COPY_TIMEOUT = Duration.ofSeconds(10);
    private static final int CLEAN_LOOKS = 2;

    /** What one difference is about, whatever its amounts are by now. */
    private record Subject(
            InconsistencyKind kind,
            @Nullable String symbol,
            @Nullable Object order) {
        static Subject of(Inconsistency found) {
            return new Subject(found.kind(), found.symbol(), found.orderKey());
        }
    }

    private final RecoveryConfig config;
    private final TradingGate gate;
    private final Voices voices;
    private final CallThreads engineThreads;
    private Set<Subject> lastLook = Set.of();
    private Set<Subject> told = Set.of();
    private int cleanLooks;

    DriftCheck(RecoveryConfig config, TradingGate gate, Voices voices, CallThreads engineThreads) {
        this.config = config;
        this.gate = gate;
        this.voices = voices;
        this.engineThreads = engineThreads;
    }

    /** Looks once; gives whether another look is worth taking soon. A look that fails concludes nothing. */
    boolean check(CallThreads brokerThreads, JournalState journal) {
        SystemStateSnapshot copy = copy();
        if (copy == null) {
            return false;
        }
        SavedState live = SavedState.of(copy, journal);
        BrokerReads reads = new BrokerReads(
                brokerThreads, config.retry(), Deadline.after(config.ticker(), config.brokerDeadline()));
        BrokerFacts facts =
                new BrokerLook(config.broker(), reads, config.clock(), config.policy(), () -> false).at(live);
        if (facts instanceof BrokerFacts.Seen seen) {
            gate.confirm(
                    seen.view().asOf(), seen.view().positions(), seen.view().openOrders());
            return judge(Reconciler.plan(live, seen.view(), config.policy()));
        }
        LOG.warn("The running engine was not compared with the broker: {}", ((BrokerFacts.Unseen) facts).reason());
        return false;
    }

    private boolean judge(Plan plan) {
        List<Inconsistency> differences = plan.findings().stream()
                .filter(found -> found.severity() != Severity.INFO || isMissed(found.kind()))
                .toList();
        Set<Subject> now = differences.stream().map(Subject::of).collect(Collectors.toCollection(HashSet::new));
        List<Inconsistency> standing = differences.stream()
                .filter(found -> lastLook.contains(Subject.of(found)))
                .toList();
        boolean fresh = !lastLook.containsAll(now);
        lastLook = now;
        tell(standing);
        boolean clean = differences.stream().noneMatch(DriftCheck::isGrave);
        shutOrClear(standing, clean);
        return fresh || (gate.reasons().contains(GateReason.DRIFT) && clean);
    }

    /** What is explained is no doubt about the account, but the running engine does not know it. */
    private static boolean isMissed(InconsistencyKind kind) {
        return switch (kind) {
            case MISSED_FILL, ORDER_STATUS, POSITION_QUANTITY, POSITION_MISSING, POSITION_UNKNOWN -> true;
            default -> false;
        };
    }

    /** Only a person could decide it; a warning that stands, such as a position without a stop, is told and no more. */
    private static boolean isGrave(Inconsistency found) {
        return found.severity().compareTo(Severity.REVIEW) >= 0;
    }

    private void tell(List<Inconsistency> standing) {
        Set<Subject> subjects = standing.stream().map(Subject::of).collect(Collectors.toSet());
        if (!subjects.isEmpty() && !told.containsAll(subjects)) {
            voices.alert(
                    Alert.Level.WARNING,
                    "DRIFT",
                    "The running engine and the broker disagree: " + text(standing),
                    Map.of());
        }
        told = subjects;
    }

    private void shutOrClear(List<Inconsistency> standing, boolean clean) {
        List<Inconsistency> grave =
                standing.stream().filter(DriftCheck::isGrave).toList();
        cleanLooks = clean ? cleanLooks + 1 : 0;
        if (!grave.isEmpty()) {
            gate.shut(GateReason.DRIFT, text(grave));
        } else if (cleanLooks >= CLEAN_LOOKS) {
            gate.clear(GateReason.DRIFT);
        }
    }

    private static String text(List<Inconsistency> found) {
        return found.get(0).message() + (found.size() == 1 ? "" : "; and " + (found.size() - 1) + " more");
    }

    private @Nullable SystemStateSnapshot copy() {
        CompletableFuture<SystemStateSnapshot> copy = new CompletableFuture<>();
        try {
            Runnable ask = () -> {
                try {
                    copy.complete(config.engine().snapshot());
                } catch (RuntimeException | Error e) {
                    copy.completeExceptionally(e);
                }
            };
            Executor executor = config.engineExecutor();
            if (executor != null) {
                executor.execute(ask);
            } else {
                engineThreads.execute(ask);
            }
            return DiskThread.await(copy, COPY_TIMEOUT);
        } catch (ExecutionException | CompletionException e) {
            LOG.warn("The engine gave no copy to compare: {}", Texts.of(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            LOG.warn("The engine's snapshot() has not returned within {}; nothing was compared", COPY_TIMEOUT);
        } catch (RuntimeException e) {
            LOG.warn("The engine's executor took no call of snapshot(): {}", Texts.of(e));
        }
        return null;
    }
}
