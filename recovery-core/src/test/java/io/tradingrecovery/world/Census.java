package io.tradingrecovery.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.RecoveryStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** What was found in many worlds. */
final class Census {

    /** How many stories a failure tells in full. */
    private static final int MOST_STORIES = 2;

    private static final int VISITORS = 8;

    /** What is broken in a world that ends with an exception. */
    static final String COMES_TO_ITS_END = "everyWorldComesToItsEnd";

    private final Path folder;
    private final Map<String, Integer> applied = new HashMap<>();
    private final Map<String, List<Long>> brokenIn = new HashMap<>();
    private final Map<String, List<String>> stories = new HashMap<>();
    private final Map<String, Integer> endings = new TreeMap<>();
    private final Map<RecoveryStatus, Integer> statuses = new TreeMap<>();
    private int worlds;

    private Census(Path folder) {
        this.folder = folder;
    }

    /** Visits worlds, several at a time: each is at most of its time waiting for one of its own threads. */
    static Census of(LongStream seeds, Path folder) throws InterruptedException {
        Census census = new Census(folder);
        ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
        seeds.forEach(seed -> visitors.execute(() -> census.visit(seed)));
        visitors.shutdown();
        if (!visitors.awaitTermination(2, TimeUnit.HOURS)) {
            throw new AssertionError("The worlds have not come to their end within 2 hours");
        }
        return census;
    }

    private void visit(long seed) {
        Path directory = folder.resolve("world-" + seed);
        World world = new World(seed, directory);
        try {
            Outcome outcome = world.run();
            judge(seed, world, outcome);
            new StateFiles(directory).delete();
        } catch (RuntimeException | Error e) {
            broken(COMES_TO_ITS_END, seed, world, e);
        }
    }

    private synchronized void judge(long seed, World world, Outcome outcome) {
        worlds++;
        RecoveryReport report = outcome.last().report();
        statuses.merge(report.status(), 1, Integer::sum);
        endings.merge(report.status() + ", " + report.strategy(), 1, Integer::sum);
        for (Invariant invariant : Invariants.ALL) {
            try {
                if (invariant.check().appliesAndHolds(outcome)) {
                    applied.merge(invariant.name(), 1, Integer::sum);
                }
            } catch (RuntimeException | AssertionError e) {
                broken(invariant.name(), seed, world, e);
            }
        }
    }

    private synchronized void broken(String name, long seed, World world, Throwable failure) {
        brokenIn.computeIfAbsent(name, key -> new ArrayList<>()).add(seed);
        List<String> told = stories.computeIfAbsent(name, key -> new ArrayList<>());
        if (told.size() < MOST_STORIES) {
            told.add("World " + seed + ": " + failure
                    + "\nRun it alone with: mvn -pl recovery-core test -Dtest=WorldTest" + " -Drecovery.world=" + seed
                    + "\n" + world.story());
        }
    }

    void requireKept(String name) {
        List<Long> seeds =
                brokenIn.getOrDefault(name, List.of()).stream().sorted().toList();
        if (!seeds.isEmpty()) {
            throw new AssertionError(name + " is broken in " + seeds.size() + " of " + worlds + " worlds: " + seeds
                    + "\n" + String.join("\n\n", stories.get(name)));
        }
    }

    void requireApplied(String name) {
        assertThat(applied.getOrDefault(name, 0))
                .as("worlds that " + name + " said anything of")
                .isPositive();
    }

    void requireEveryStatus() {
        for (RecoveryStatus status : RecoveryStatus.values()) {
            assertThat(statuses.getOrDefault(status, 0))
                    .as("worlds of " + worlds + " that end " + status)
                    .isGreaterThan(worlds / 50);
        }
    }

    @Override
    public String toString() {
        return worlds + " worlds; they end " + endings + "; checked in so many of them: " + new TreeMap<>(applied);
    }
}
