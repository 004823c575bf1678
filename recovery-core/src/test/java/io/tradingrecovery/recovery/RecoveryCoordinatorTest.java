package io.tradingrecovery.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.InconsistencyKind;
import io.tradingrecovery.reconcile.Strategy;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEnvironment;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testkit.FakeBroker;
import io.tradingrecovery.testkit.FakeEngine;
import io.tradingrecovery.testkit.HeardAlerts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryCoordinatorTest {

    private static final Position AAPL = Position.of("AAPL", new BigDecimal("100"), new BigDecimal("187.33"));

    @TempDir
    Path state;

    private final SettableClock clock = SettableClock.at("2026-11-23T15:00:00Z");
    private final FakeBroker broker = new FakeBroker();
    private FakeEngine engine = new FakeEngine();
    private final HeardAlerts alerts = new HeardAlerts();
    private final List<RecoveryReport> reports = new CopyOnWriteArrayList<>();
    private final List<RecoveryCoordinator> made = new ArrayList<>();
    private UnaryOperator<RecoveryCoordinatorBuilder> more = UnaryOperator.identity();

    @BeforeEach
    void settleAtOnce() {
        more = settings -> settings.settleTime(Duration.ZERO);
    }

    @AfterEach
    void closeAll() {
        made.forEach(RecoveryCoordinator::close);
    }

    @Test
    void aFirstStartOfAFlatAccountIsAFreshStart() {
        RecoveryReport report = coordinator().recover();

        assertThat(report.status()).isEqualTo(RecoveryStatus.SUCCESS);
        assertThat(report.strategy()).isEqualTo(Strategy.FRESH_START);
        assertThat(report.tradingAllowed()).isTrue();
        assertThat(engine.restored).hasSize(1);
        assertThat(load()).isInstanceOf(LoadResult.Loaded.class);
    }

    @Test
    void goesOnFromTheSavedStateWhereNothingDiffers() {
        savedWith(AAPL);

        RecoveryReport report = coordinator().recover();

        assertThat(report.status()).as(report.toText()).isEqualTo(RecoveryStatus.SUCCESS);
        assertThat(report.strategy()).isEqualTo(Strategy.RESUME);
        assertThat(report.stateChanged()).isFalse();
        assertThat(engine.restored)
                .singleElement()
                .satisfies(restored -> assertThat(restored.positions()).containsExactly(AAPL));
    }

    @Test
    void theGateOpensLastAndTheReportIsThereBefore() throws IOException {
        savedWith(AAPL);
        List<String> order = new CopyOnWriteArrayList<>();
        RecoveryCoordinator coordinator = coordinator();
        engine.before = () -> order.add("restore while " + coordinator.gate().state());
        long snapshots = snapshots().size();

        RecoveryReport report = coordinator.recover();

        assertThat(order).containsExactly("restore while BLOCKED");
        assertThat(snapshots()).hasSize((int) snapshots + 1);
        List<String> audit = Files.readAllLines(state.resolve("audit.jsonl"));
        int recovery = indexOf(audit, "\"event\":\"RECOVERY\",\"report\":\"" + report.id());
        int opened = indexOf(audit, "\"after\":\"OPEN\"");
        assertThat(recovery).isNotNegative().isLessThan(opened);
        assertThat(state.resolve("reports/" + report.id() + ".json")).isRegularFile();
    }

    @Test
    void anUnexplainedPositionIsLeftToAPersonAndNothingIsWritten() throws IOException {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        Map<String, byte[]> before = evidence();

        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport report = coordinator.recover();

        assertThat(report.status()).as(report.toText()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(report.review()).isNotEmpty();
        assertThat(coordinator.gate().state()).isEqualTo(GateState.REDUCE_ONLY);
        assertThat(coordinator.gate().reasons()).containsExactly(GateReason.REVIEW);
        assertThat(report.savedAs()).isNull();
        assertThat(engine.restored)
                .singleElement()
                .satisfies(restored -> assertThat(restored.positions())
                        .extracting(Position::symbol)
                        .containsExactlyInAnyOrder("AAPL", "MSFT"));
        coordinator.close();
        assertUntouched(before);
    }

    @Test
    void aSecondRunAfterAPartialOneAsksTheSameDecision() {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        RecoveryCoordinator coordinator = coordinator();

        RecoveryReport first = coordinator.recover();
        RecoveryReport second = coordinator.recover();

        assertThat(second.status()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(second.planDigest()).isEqualTo(first.planDigest()).isNotEmpty();
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void anApprovalOfTheSameDecisionSavesAndOpens() throws IOException {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport partial = coordinator.recover();

        RecoveryReport report = coordinator.gate().approve(partial.id(), "jo", "bought by hand");

        assertThat(report.status()).as(report.toText()).isEqualTo(RecoveryStatus.RECONCILED);
        assertThat(report.reason()).contains("jo").contains("bought by hand");
        assertThat(coordinator.gate().tradingAllowed()).isTrue();
        assertThat(loaded().snapshot().positions())
                .extracting(Position::symbol)
                .containsExactlyInAnyOrder("AAPL", "MSFT");
        assertThat(files("approvals")).singleElement().asString().endsWith(".applied");
        assertThat(Files.readString(state.resolve("audit.jsonl"))).contains("\"event\":\"APPROVED\"");
        coordinator.close();

        RecoveryReport next = restarted().recover();
        assertThat(next.status()).as(next.toText()).isEqualTo(RecoveryStatus.SUCCESS);
    }

    @Test
    void anApprovalOfOnePlanDoesNotOpenAnother() throws IOException, InterruptedException {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport partial = coordinator.recover();
        broker.positions.set(1, Position.of("MSFT", new BigDecimal("11"), BigDecimal.TEN));

        RecoveryReport report = coordinator.gate().approve(partial.id(), "jo", "bought by hand");

        assertThat(report.status()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(report.planDigest()).isNotEqualTo(partial.planDigest());
        assertThat(coordinator.gate().tradingAllowed()).isFalse();
        assertThat(files("approvals")).singleElement().asString().endsWith(".refused");
        assertThat(alerts.upTo("APPROVAL_REFUSED")).isNotEmpty();
    }

    @Test
    void anApprovalGivenWhileTheBotStoodStillIsAppliedByTheNextStart() {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport partial = coordinator.recover();
        coordinator.close();
        try (RecoveryRecords records = RecoveryRecords.of(state)) {
            assertThat(records.requestApproval(partial.id(), "jo", "mine")).isRegularFile();
        }

        RecoveryReport report = restarted().recover();

        assertThat(report.status()).as(report.toText()).isEqualTo(RecoveryStatus.RECONCILED);
        assertThat(report.approval()).isNotNull();
    }

    @Test
    void anApprovalThatNothingNeedsAnyMoreDoesNotWaitForALaterDecision() throws IOException, InterruptedException {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport partial = coordinator.recover();
        try (RecoveryRecords records = RecoveryRecords.of(state)) {
            Path request = records.requestApproval(partial.id(), "jo", "bought by hand");
            assertThat(request).isRegularFile();
            broker.positions.remove(1);

            RecoveryReport clean = coordinator.recover();

            assertThat(clean.status()).as(clean.toText()).isEqualTo(RecoveryStatus.SUCCESS);
            assertThat(request).doesNotExist();
            assertThat(request.resolveSibling(request.getFileName() + ".refused"))
                    .isRegularFile();
            assertThat(alerts.upTo("APPROVAL_REFUSED")).isNotEmpty();
        }
    }

    @Test
    void aTextTooLongForTheAuditIsCutBetweenCharacters() throws IOException {
        savedWith(AAPL);
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport unused = coordinator.recover();

        coordinator.halt("x".repeat((8 << 10) - 1) + "😀 and more");

        assertThat(Files.readAllLines(state.resolve("audit.jsonl")))
                .last()
                .asString()
                .contains("\"event\":\"HALT\"", "x?…");
    }

    @Test
    void anOlderStateIsNoticedAlsoAfterADayOfFailures() throws IOException {
        savedWith(AAPL);
        RecoveryCoordinator first = coordinator();
        assertThat(first.recover().savedAs()).isEqualTo(2);
        first.close();
        for (Path newer : snapshots().subList(1, snapshots().size())) {
            Files.delete(newer);
        }
        String failure = "{\"at\":\"2026-11-23T15:00:30Z\",\"event\":\"RECOVERY\",\"status\":\"FAILED\",\"reason\":\""
                + "x".repeat(1_000) + "\"}\n";
        Files.writeString(state.resolve("audit.jsonl"), failure.repeat(600), StandardOpenOption.APPEND);

        RecoveryReport report = restarted().recover();

        assertThat(report.findings())
                .extracting(Inconsistency::kind)
                .as(report.toText())
                .contains(InconsistencyKind.STATE_REGRESSED);
    }

    @Test
    void anApprovalThatIsNoneIsRefusedAndKept() throws IOException {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        Files.createDirectories(state.resolve("approvals"));
        Files.writeString(state.resolve("approvals/x.json"), "{\"report\":\"rm -rf\"");

        RecoveryReport report = coordinator().recover();

        assertThat(report.status()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(files("approvals")).singleElement().asString().endsWith("x.json.refused");
    }

    @Test
    void aBrokerThatIsDownIsAFailureAndNotFlat() throws IOException {
        savedWith(AAPL);
        broker.before = () -> {
            throw new BrokerException(Kind.TRANSIENT, "connection refused");
        };
        Map<String, byte[]> before = evidence();

        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport report = coordinator.recover();

        assertThat(report.status()).isEqualTo(RecoveryStatus.FAILED);
        assertThat(report.findings())
                .singleElement()
                .satisfies(found -> assertThat(found.kind()).isEqualTo(InconsistencyKind.BROKER_FAILURE));
        assertThat(report.attempts()).hasSize(2);
        assertThat(report.nextRunAt()).isEqualTo(clock.instant().plusSeconds(5));
        assertThat(coordinator.gate().state()).isEqualTo(GateState.BLOCKED);
        assertThat(engine.restored).isEmpty();
        assertThat(coordinator.recover().nextRunAt()).isEqualTo(clock.instant().plusSeconds(10));
        for (int i = 0; i < 5; i++) {
            RecoveryReport unused = coordinator.recover();
        }
        assertThat(coordinator.recover().nextRunAt()).isEqualTo(clock.instant().plusSeconds(60));
        broker.before = () -> {};
        coordinator.close();
        assertUntouched(before);
    }

    @Test
    void aWrongKeyAndAWrongAccountAreNotTriedAgain() throws IOException {
        savedWith(AAPL);
        Map<String, byte[]> before = evidence();
        broker.before = () -> {
            throw new BrokerException(Kind.AUTH, "forbidden");
        };
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport wrongKey = coordinator.recover();
        broker.before = () -> {};
        broker.account = AccountState.of("A2", TradingEnvironment.LIVE, "USD", null, Map.of(), null);

        RecoveryReport wrongAccount = coordinator.recover();

        assertThat(wrongKey.nextRunAt()).isNull();
        assertThat(wrongAccount.status()).isEqualTo(RecoveryStatus.FAILED);
        assertThat(wrongAccount.nextRunAt()).isNull();
        assertThat(wrongAccount.reason()).contains("A1").contains("A2");
        assertThat(engine.restored).isEmpty();
        coordinator.close();
        assertUntouched(before);
    }

    @Test
    void aBrokerThatHangsEndsTheRunAtItsDeadline() {
        CountDownLatch release = new CountDownLatch(1);
        broker.before = () -> awaitQuietly(release);
        more = settings ->
                settings.brokerDeadline(Duration.ofMillis(100)).ticker(io.tradingrecovery.time.Ticker.SYSTEM);

        RecoveryReport report = coordinator().recover();

        release.countDown();
        assertThat(report.status()).isEqualTo(RecoveryStatus.FAILED);
        assertThat(report.reason()).contains("has not answered").contains("100 ms");
        assertThat(report.nextRunAt()).isNotNull();
    }

    @Test
    void anEngineThatThrowsInRestoreIsAFailedRunAndNothingIsSaved() throws IOException {
        savedWith(AAPL);
        Map<String, byte[]> before = evidence();
        engine.before = () -> {
            throw new IllegalStateException("no such strategy");
        };

        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport report = coordinator.recover();

        assertThat(report.status()).isEqualTo(RecoveryStatus.FAILED);
        assertThat(report.reason()).contains("no such strategy");
        assertThat(coordinator.gate().state()).isEqualTo(GateState.BLOCKED);
        coordinator.close();
        assertUntouched(before);
    }

    @Test
    void anEngineThatHangsInRestoreIsAFailedRunAndIsNotCalledTwiceAtOnce() {
        CountDownLatch release = new CountDownLatch(1);
        engine.before = () -> awaitQuietly(release);
        more = settings -> settings.restoreDeadline(Duration.ofMillis(50));
        RecoveryCoordinator coordinator = coordinator();

        RecoveryReport first = coordinator.recover();
        RecoveryReport second = coordinator.recover();

        assertThat(first.reason()).contains("has not returned within 50 ms");
        assertThat(second.reason()).contains("still restoring");
        assertThat(load()).isInstanceOf(LoadResult.Empty.class);
        release.countDown();
    }

    @Test
    void aStateThatCanNotBeSavedBlocksAndIsTriedAgain() throws IOException {
        savedWith(AAPL);
        RecoveryCoordinator coordinator = coordinator();
        // Whoever takes the name of the next temporary file makes the save fail, also for root.
        engine.before = () -> {
            try {
                Files.createDirectories(state.resolve("snapshot-0000000000000000002.json.tmp"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };

        RecoveryReport failed = coordinator.recover();

        assertThat(failed.status()).as(failed.toText()).isEqualTo(RecoveryStatus.FAILED);
        assertThat(coordinator.gate().reasons()).contains(GateReason.NOT_DURABLE);
        assertThat(coordinator.gate().state()).isEqualTo(GateState.BLOCKED);
        assertThat(failed.nextRunAt()).isNotNull();

        RecoveryReport again = coordinator.recover();
        assertThat(again.status()).as(again.toText()).isEqualTo(RecoveryStatus.SUCCESS);
        assertThat(coordinator.gate().tradingAllowed()).isTrue();
    }

    @Test
    void recordsThatCanNotBeWrittenAreAlertsAndNotAFailedRecovery() throws IOException, InterruptedException {
        savedWith(AAPL);
        Files.writeString(state.resolve("reports"), "somebody's file");
        Files.createDirectory(state.resolve("audit.jsonl"));
        Files.writeString(state.resolve("archive"), "somebody's file");
        Files.writeString(state.resolve("approvals"), "somebody's file");

        RecoveryReport report = coordinator().recover();

        assertThat(report.status()).isEqualTo(RecoveryStatus.SUCCESS);
        assertThat(report.tradingAllowed()).isTrue();
        assertThat(alerts.upTo("REPORT_NOT_WRITTEN")).isNotEmpty();
        assertThat(alerts.upTo("AUDIT_NOT_WRITTEN")).isNotEmpty();
        assertThat(alerts.upTo("REPORT_PAGES_NOT_WRITTEN")).isNotEmpty();
        assertThat(Files.readString(state.resolve("reports"))).isEqualTo("somebody's file");
    }

    @Test
    void listenersAndSinksThatThrowBreakNothingAndAreNamedInTheNextReport() {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        more = settings -> settings.settleTime(Duration.ZERO)
                .alerts(alert -> {
                    throw new IllegalStateException("https://hooks.example/secret");
                })
                .onReport(report -> {
                    throw new AssertionError("no");
                });
        RecoveryCoordinator coordinator = coordinator();

        RecoveryReport first = coordinator.recover();
        RecoveryReport second = coordinator.recover();

        assertThat(first.status()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(reports).as("a listener after the one that throws").hasSizeGreaterThanOrEqualTo(2);
        assertThat(second.notes()).anySatisfy(note -> assertThat(note).contains("failed"));
        assertThat(second.toText() + second.toJson() + second.toHtml()).doesNotContain("secret");
    }

    @Test
    void aHaltSurvivesTheProcessAndEndsOnlyByAPerson() {
        savedWith(AAPL);
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport unused = coordinator.recover();
        coordinator.halt("drawdown");
        assertThat(coordinator.gate().reasons()).containsExactly(GateReason.HALTED);
        coordinator.close();

        RecoveryCoordinator next = restarted();
        RecoveryReport report = next.recover();
        assertThat(report.status()).isEqualTo(RecoveryStatus.SUCCESS);
        assertThat(report.tradingAllowed()).isFalse();
        assertThat(report.gate().reasons().get(GateReason.HALTED)).contains("drawdown");

        assertThatThrownBy(() -> next.clearHalt(" ")).hasMessageContaining("blank");
        next.clearHalt("jo");
        assertThat(next.gate().tradingAllowed()).isTrue();
        next.close();
        assertThat(restarted().recover().tradingAllowed()).isTrue();
    }

    @Test
    void tooManyStartsInAShortTimeShutTheGateUntilTheBotStaysUp() {
        savedWith(AAPL);
        for (int i = 0; i < 5; i++) {
            RecoveryCoordinator early = restarted();
            assertThat(early.recover().tradingAllowed()).as("start %s", i).isTrue();
            early.close();
            clock.advance(Duration.ofSeconds(30));
        }
        RecoveryCoordinator sixth = restarted();

        RecoveryReport report = sixth.recover();

        assertThat(report.status()).isEqualTo(RecoveryStatus.SUCCESS);
        assertThat(sixth.gate().reasons()).containsExactly(GateReason.CRASH_LOOP);
        assertThat(sixth.gate().state()).isEqualTo(GateState.BLOCKED);
        clock.advance(Duration.ofMinutes(10));
        sixth.records().endCrashLoop(sixth.gate());
        assertThat(sixth.gate().tradingAllowed()).isTrue();
    }

    @Test
    void planSaysWhatRecoverWouldDoAndWritesNothing() throws IOException {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        Map<String, byte[]> before = allFiles();
        RecoveryCoordinator coordinator = coordinator();

        RecoveryReport plan = coordinator.plan();

        assertThat(plan.status()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(plan.plan()).isNotNull();
        assertThat(engine.restored).isEmpty();
        assertThat(coordinator.gate().reasons()).containsExactly(GateReason.NOT_RECOVERED);
        assertThat(allFiles().keySet()).isEqualTo(before.keySet());
        assertUntouched(before);
        assertThat(coordinator.recover().planDigest()).isEqualTo(plan.planDigest());
    }

    @Test
    void planNeedsNoLock() {
        savedWith(AAPL);
        RecoveryCoordinator running = coordinator();
        RecoveryReport unused = running.recover();
        RecoveryCoordinator other = coordinator();

        assertThat(other.plan().status()).isEqualTo(RecoveryStatus.SUCCESS);
        assertThatThrownBy(other::recover).isInstanceOf(StateDirectoryLockedException.class);
    }

    @Test
    void aStateThatIsStaleIsRebuilt() {
        savedWith(AAPL);
        clock.advance(Duration.ofHours(30));

        RecoveryReport report = coordinator().recover();

        assertThat(report.strategy()).as(report.toText()).isEqualTo(Strategy.REBUILD);
        assertThat(report.findings()).extracting(found -> found.kind()).contains(InconsistencyKind.STATE_STALE);
        assertThat(report.source().age())
                .isNotNull()
                .hasToString("1 d 6 h old by the rule: stale after 1 d by the clock");
    }

    @Test
    void aStateFromTheFutureIsSuspiciousAndNotFresh() {
        savedWith(AAPL);
        clock.set(clock.instant().minus(Duration.ofHours(2)));

        RecoveryReport report = coordinator().recover();

        assertThat(report.findings()).extracting(found -> found.kind()).contains(InconsistencyKind.STATE_FROM_FUTURE);
    }

    @Test
    void anOlderStateThanTheDirectoryHasSeenIsLeftToAPersonOnce() throws IOException {
        savedWith(AAPL);
        Path old = state.resolve("snapshot-0000000000000000001.json");
        byte[] bytes = Files.readAllBytes(old);
        RecoveryCoordinator first = restarted();
        RecoveryReport unused = first.recover();
        first.close();
        for (Path snapshot : snapshots()) {
            Files.delete(snapshot);
        }
        Files.write(old, bytes);
        for (Path journal : files("").stream()
                .filter(path -> path.toString().endsWith(".wal"))
                .toList()) {
            Files.delete(journal);
        }

        RecoveryCoordinator second = restarted();
        RecoveryReport report = second.recover();

        assertThat(report.findings())
                .as(report.toText())
                .extracting(found -> found.kind())
                .contains(InconsistencyKind.STATE_REGRESSED);
        assertThat(report.status()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(second.gate()
                        .approve(report.id(), "jo", "restored the volume")
                        .status())
                .isEqualTo(RecoveryStatus.RECONCILED);
        second.close();
        assertThat(restarted().recover().status()).isEqualTo(RecoveryStatus.SUCCESS);
    }

    @Test
    void aDirectoryOfDamagedSnapshotsIsRebuiltOnceAPersonAgrees() throws IOException {
        savedWith(AAPL);
        for (Path snapshot : snapshots()) {
            Files.writeString(snapshot, "rotten");
        }
        RecoveryCoordinator coordinator = coordinator();

        RecoveryReport report = coordinator.recover();

        assertThat(report.strategy()).as(report.toText()).isEqualTo(Strategy.REBUILD);
        assertThat(report.status()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(report.findings()).extracting(found -> found.kind()).contains(InconsistencyKind.STATE_UNREADABLE);
        assertThat(Files.readString(snapshots().get(0))).isEqualTo("rotten");
        assertThat(coordinator.recover().planDigest()).isEqualTo(report.planDigest());

        assertThat(coordinator
                        .gate()
                        .approve(report.id(), "jo", "disk replaced")
                        .status())
                .isEqualTo(RecoveryStatus.RECONCILED);
        assertThat(coordinator.gate().tradingAllowed()).isTrue();
        assertThat(files("quarantine"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(file)).isEqualTo("rotten"));
        coordinator.close();
        assertThat(restarted().recover().status()).isEqualTo(RecoveryStatus.SUCCESS);
    }

    @Test
    void aFirstStartThatIsNotFlatAsksUnlessToldToAdopt() {
        broker.positions.add(AAPL);
        RecoveryCoordinator asking = coordinator();

        RecoveryReport asked = asking.recover();

        assertThat(asked.status()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(asked.strategy()).isEqualTo(Strategy.FRESH_START);
        assertThat(asking.gate().approve(asked.id(), "jo", "mine").status()).isEqualTo(RecoveryStatus.RECONCILED);
    }

    @Test
    void theSnapshotARunChangedIsKeptInTheArchive() throws IOException {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        byte[] source = Files.readAllBytes(snapshots().get(0));
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport partial = coordinator.recover();
        assertThat(files("archive")).isEmpty();

        RecoveryReport approved = coordinator.gate().approve(partial.id(), "jo", "mine");

        assertThat(files("archive")).singleElement().satisfies(kept -> {
            assertThat(kept.getFileName().toString()).startsWith(approved.id());
            assertThat(Files.readAllBytes(kept)).isEqualTo(source);
        });
    }

    @Test
    void whatIsWrittenIsReadableByItsOwnerOnly() throws IOException {
        savedWith(AAPL);
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport report = coordinator.recover();
        coordinator.close();

        for (String file :
                List.of("audit.jsonl", "reports/" + report.id() + ".json", "reports/" + report.id() + ".html")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("reports"))))
                .isEqualTo("rwx------");
    }

    @Test
    void keepsTheLastFiftyReports() throws IOException {
        savedWith(AAPL);
        broker.before = () -> {
            throw new BrokerException(Kind.AUTH, "forbidden");
        };
        RecoveryCoordinator coordinator = coordinator();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 53; i++) {
            clock.advance(Duration.ofSeconds(1));
            ids.add(coordinator.recover().id());
        }
        coordinator.close();

        try (RecoveryRecords records = RecoveryRecords.of(state)) {
            assertThat(records.reportIds()).isEqualTo(ids.subList(3, 53));
            assertThat(records.latestReportId()).isEqualTo(ids.get(52));
        }
        assertThat(files("reports")).hasSize(150);
    }

    @Test
    void recoverRefusesToSetATradingEngineBack() {
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport unused = coordinator.recover();

        assertThatThrownBy(coordinator::recover).isInstanceOf(IllegalStateException.class);
        assertThat(engine.restored).hasSize(1);
    }

    @Test
    void automaticSavesStartOnlyOnceTheGateHasOpened() throws IOException {
        savedWith(AAPL);
        broker.before = () -> {
            throw new BrokerException(Kind.AUTH, "forbidden");
        };
        Map<String, byte[]> before = evidence();
        RecoveryCoordinator coordinator = coordinator();
        RecoveryReport unused = coordinator.recover();
        engine.state = SystemStateSnapshot.builder(clock.instant()).build();

        coordinator.close();

        assertUntouched(before);
        assertThat(evidence().keySet()).isEqualTo(before.keySet());
    }

    @Test
    void theLaunchOfTheSupervisorStandsInReportAndAudit() throws IOException {
        more = settings -> settings.environment(
                Map.of(Launch.ID_VARIABLE, "L-7", Launch.ATTEMPT_VARIABLE, "3", "ALPACA_SECRET", "s3cr3t"));

        RecoveryReport report = coordinator().recover();

        assertThat(report.launch()).isEqualTo(new Launch("L-7", "3"));
        String audit = Files.readString(state.resolve("audit.jsonl"));
        assertThat(audit).contains("\"launchId\":\"L-7\"").contains("\"attempt\":\"3\"");
        assertThat(report.toJson() + audit).doesNotContain("s3cr3t");
    }

    @Test
    void theBuilderNamesWhatIsMissing() {
        assertThatThrownBy(() -> RecoveryCoordinator.builder().build()).hasMessageContaining("stateDirectory");
        assertThatThrownBy(() ->
                        RecoveryCoordinator.builder().stateDirectory(state).build())
                .hasMessageContaining("broker");
        assertThatCode(() -> RecoveryCoordinator.builder().settleTime(Duration.ZERO))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RecoveryCoordinator.builder().settleTime(Duration.ofSeconds(-1)))
                .hasMessageContaining("settleTime is PT-1S");
    }

    private RecoveryCoordinator restarted() {
        engine = new FakeEngine();
        return coordinator();
    }

    private RecoveryCoordinator coordinator() {
        RecoveryCoordinatorBuilder settings = RecoveryCoordinator.builder()
                .stateDirectory(state)
                .broker(broker)
                .engine(engine)
                .retry(2, Duration.ofMillis(1), Duration.ofMillis(1))
                .clock(clock)
                .ticker(clock.ticker())
                .environment(Map.of());
        RecoveryCoordinator coordinator =
                more.apply(settings).alerts(alerts).onReport(reports::add).build();
        made.add(coordinator);
        return coordinator;
    }

    /** What a bot saved that had these positions, while the broker agreed. */
    private void savedWith(Position... positions) {
        broker.positions.addAll(List.of(positions));
        SystemStateSnapshot saved = SystemStateSnapshot.builder(clock.instant())
                .positions(List.of(positions))
                .account(broker.account)
                .build();
        try (StatePersistence persistence =
                StatePersistence.builder().directory(state).clock(clock).open()) {
            LoadResult unused = persistence.loadState();
            assertThat(persistence.saveState(saved).sequence()).isEqualTo(1);
        }
        clock.advance(Duration.ofSeconds(10));
    }

    static Order order(String id) {
        return Order.builder(id, "AAPL", OrderSide.BUY, OrderType.MARKET)
                .quantity(BigDecimal.ONE)
                .build();
    }

    private LoadResult load() {
        return StatePersistence.builder().directory(state).clock(clock).loadReadOnly();
    }

    private LoadResult.Loaded loaded() {
        return (LoadResult.Loaded) load();
    }

    private List<Path> snapshots() throws IOException {
        return files("").stream()
                .filter(path -> path.getFileName().toString().matches("snapshot-\\d+\\.json"))
                .toList();
    }

    private List<Path> files(String folder) throws IOException {
        Path path = state.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Every stored snapshot and journal byte. */
    private Map<String, byte[]> evidence() throws IOException {
        Map<String, byte[]> found = allFiles();
        found.keySet().removeIf(name -> !name.startsWith("snapshot-") && !name.endsWith(".wal"));
        return found;
    }

    private Map<String, byte[]> allFiles() throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(state.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return found;
    }

    private void assertUntouched(Map<String, byte[]> before) throws IOException {
        assertThat(before).isNotEmpty();
        for (Map.Entry<String, byte[]> file : before.entrySet()) {
            assertThat(Files.readAllBytes(state.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    private static int indexOf(List<String> lines, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        return -1;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
