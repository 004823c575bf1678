package io.tradingrecovery.watchdog.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.OrphanPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order, the reducer keeps its promises. Every failure names the seed that shows it. */
final class ReducerRandomTest {

    private static final int SEQUENCES = Boolean.getBoolean("recovery.torture") ? 120_000 : 12_000;
    private static final long FIRST_SEED = Long.getLong("recovery.seed", 1_000);

    @Test
    void keepsItsPromisesUnderRandomEventsAndClocks() {
        Set<Phase> seen = new HashSet<>();
        int restarts = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            Random random = new Random(FIRST_SEED + i);
            SimulatedWorld world = new SimulatedWorld(randomSettings(random), random, "seed " + (FIRST_SEED + i));
            for (int event = 0; event < 120 && !world.isOver(); event++) {
                world.happen();
                seen.add(world.phase());
            }
            world.checkTotals();
            restarts += world.restarts();
        }
        assertThat(seen).as("the sequences reach every phase").contains(Phase.values());
        assertThat(restarts).as("the sequences restart the bot").isGreaterThan(SEQUENCES);
    }

    private static Settings randomSettings(Random random) {
        OrphanPolicy orphan = List.of(OrphanPolicy.values()).get(random.nextInt(3));
        Duration initial = random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofSeconds(1);
        return MachineFixtures.settings(orphan, random.nextInt(20) != 0, initial);
    }
}
