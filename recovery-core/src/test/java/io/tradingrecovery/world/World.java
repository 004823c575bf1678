package io.tradingrecovery.world;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.NoValidSnapshotException;
import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.persistence.StatePersistenceBuilder;
import io.tradingrecovery.recovery.RecoveryCoordinator;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testing.BrokerLedger;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testing.SimulatedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One world, which its seed decides:
 *
 * <pre>
 * the bot lives, trades and saves ─ it is killed ─ the broker goes on ─ recovery, as often as it wants ─ a second start
 * </pre>
 */
final class World {

    private static final Duration SETTLE_TIME = Duration.ofSeconds(60);
    private static final int SEGMENT_BYTES = 64 << 10;
    private static final int MOST_RUNS = 5;

    private final SplittableRandom random;
    private final Traits traits;
    private final SettableClock clock;
    private final Story story;
    private final Trading trading;
    private final SimulatedBroker broker;
    private final ShownFacts facts;
    private final Path directory;
    private final StateFiles files;
    private Duration lag = Duration.ZERO;

    World(long seed, Path directory) {
        random = new SplittableRandom(seed);
        traits = new Traits(random);
        clock = SettableClock.at(traits.start);
        story = new Story(clock);
        story.tell("seed " + seed + ": " + traits);
        trading = new Trading(random, clock, traits, story);
        broker = trading.broker();
        facts = new ShownFacts(broker);
        this.directory = directory;
        files = new StateFiles(directory);
    }

    Story story() {
        return story;
    }

    Outcome run() {
        live();
        goOn();
        LoadResult saved = load();
        SystemStateSnapshot copy = saved instanceof LoadResult.Loaded loaded ? loaded.snapshot() : null;
        JournalState journal =
                saved == null ? JournalState.EMPTY : saved.journal().state();
        story.attach("saved, engine's copy", copy == null ? "none" : copy.toString());
        story.attach("saved, journal", journal.toString());
        int sent = broker.submissions();
        lag = traits.weather.begin(broker.faults(), random, trading::stir);
        List<Outcome.Run> runs = recover(random.nextInt(MOST_RUNS));
        BrokerLedger ledger = broker.ledger();
        if (runs.get(runs.size() - 1).endedWell()) {
            clear();
        }
        List<Outcome.Run> again = traits.startsAgain ? recover(Integer.MAX_VALUE) : List.of();
        BrokerLedger ledgerAgain = broker.ledger();
        int submissions = broker.submissions() - sent;
        broker.faults().clear();
        trading.pass(Duration.ofMinutes(5));
        return new Outcome(traits, copy, journal, runs, again, ledger, ledgerAgain, broker.ledger(), submissions);
    }

    private void live() {
        try (StatePersistence persistence = settings().open()) {
            LoadResult unused = persistence.loadState();
            Fuse fuse = new Fuse(traits.lifeSteps);
            Bot bot = new Bot(persistence, broker, clock, traits, fuse, story);
            try {
                if (traits.saves) {
                    bot.save();
                }
                while (true) {
                    trading.live(bot);
                }
            } catch (Fuse.Killed end) {
                story.tell("the bot is killed, just after this: it " + end.getMessage());
            }
            if (traits.savesLast) {
                story.tell("(no, it is stopped in an orderly way)");
                fuse.renew();
                trading.pass(traits.hearingLag);
                bot.hear();
                bot.save();
            }
        }
    }

    private void goOn() {
        for (int step = 0; step < traits.quietSteps; step++) {
            trading.goOn(traits.downtime.dividedBy(traits.quietSteps + 1L));
        }
        trading.pass(traits.downtime.dividedBy(traits.quietSteps + 1L));
        broker.faults().clear();
        switch (traits.disk) {
            case INTACT -> {}
            case NEWEST_SNAPSHOT_DAMAGED -> files.damage(1);
            case ALL_SNAPSHOTS_DAMAGED -> files.damage(Integer.MAX_VALUE);
        }
    }

    private LoadResult load() {
        try {
            return settings().loadReadOnly();
        } catch (NoValidSnapshotException e) {
            story.tell("no snapshot can be read");
            try (StatePersistence persistence = settings().open()) {
                assertThatThrownBy(persistence::loadState).isInstanceOf(NoValidSnapshotException.class);
                return persistence.loadWithoutSnapshot();
            }
        }
    }

    private StatePersistenceBuilder settings() {
        return StatePersistence.builder()
                .directory(directory)
                .clock(clock)
                .journalSegmentBytes(SEGMENT_BYTES)
                .saveOnShutdown(false);
    }

    /** Runs recovery, and again when it wants to; the weather clears after so many runs. */
    private List<Outcome.Run> recover(int clearsAfter) {
        Map<String, byte[]> before = files.read();
        List<Outcome.Run> runs = new ArrayList<>();
        Engine engine = new Engine();
        try (RecoveryCoordinator coordinator = coordinator(engine)) {
            Instant next = clock.instant();
            while (next != null && runs.size() < MOST_RUNS) {
                if (runs.size() == clearsAfter) {
                    clear();
                }
                trading.pass(Duration.between(clock.instant(), next));
                Outcome.Run run = recoverOnce(coordinator, engine, before);
                runs.add(run);
                next = run.report().nextRunAt();
            }
        }
        return runs;
    }

    private void clear() {
        story.tell("(the weather clears)");
        broker.faults().clear();
        lag = Duration.ZERO;
    }

    private Outcome.Run recoverOnce(RecoveryCoordinator coordinator, Engine engine, Map<String, byte[]> before) {
        facts.beginRun();
        int restored = engine.timesRestored();
        RecoveryReport report = coordinator.recover();
        story.tell("recovery: " + report + "; faults so far " + broker.faults().used());
        story.attach("report", report.toText());
        return new Outcome.Run(
                report,
                engine.timesRestored() == restored ? null : engine.snapshot(),
                lag.isZero() ? broker.ledger() : broker.ledgerAt(clock.instant().minus(lag)),
                facts.ids(),
                facts.lastOpenOrders().keySet(),
                facts.missing(),
                Outcome.endedWell(report) ? List.of() : files.changedSince(before));
    }

    private RecoveryCoordinator coordinator(Engine engine) {
        return RecoveryCoordinator.builder()
                .stateDirectory(directory)
                .persistence(settings().engine(engine::snapshot))
                .broker(facts)
                .engine(engine)
                .policy(traits.policy())
                .settleTime(SETTLE_TIME)
                .retry(3, Duration.ofMillis(1), Duration.ofMillis(1))
                .clock(clock)
                .ticker(clock.ticker())
                .build();
    }
}
