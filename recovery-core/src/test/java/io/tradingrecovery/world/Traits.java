package io.tradingrecovery.world;

import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.reconcile.ReconcilePolicy;
import io.tradingrecovery.reconcile.UnexplainedPolicy;
import io.tradingrecovery.testing.FeeSchedule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** What a world is like, drawn before anything happens in it. Immutable. */
final class Traits {

    /** What becomes of the saved state between the bot's death and its recovery. */
    enum Disk {
        INTACT,
        NEWEST_SNAPSHOT_DAMAGED,
        ALL_SNAPSHOTS_DAMAGED
    }

    private static final Instant MORNING = Instant.parse("2026-11-23T14:30:00Z");
    private static final Instant LATE = Instant.parse("2026-11-23T23:50:00Z");
    private static final String COIN_FEE = "0.0025";

    final Instant start;
    final FeeSchedule fees;
    final Set<BrokerCapability> capabilities;
    final boolean strangersTrade;
    final boolean booksStrangers;
    final boolean journalsFills;
    final boolean saves;
    final Duration hearingLag;
    final int lifeSteps;
    final boolean savesLast;
    final int quietSteps;
    final Duration downtime;
    final Disk disk;
    final Weather weather;
    final UnexplainedPolicy unexplained;

    /** Whether there is a second start: it doubles the time that a world takes. */
    final boolean startsAgain;

    Traits(SplittableRandom random) {
        start = random.nextInt(4) == 0 ? LATE : MORNING;
        fees = fees(random);
        strangersTrade = random.nextInt(3) > 0;
        booksStrangers = !strangersTrade || random.nextInt(4) > 0;
        journalsFills = random.nextInt(4) > 0;
        saves = random.nextInt(20) > 0;
        hearingLag = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(8_000));
        lifeSteps = 3 + random.nextInt(60);
        savesLast = random.nextInt(8) == 0;
        quietSteps = savesLast || random.nextInt(4) == 0 ? 0 : random.nextInt(14);
        downtime = downtime(random);
        int disks = random.nextInt(24);
        disk = disks == 0 ? Disk.ALL_SNAPSHOTS_DAMAGED : disks < 3 ? Disk.NEWEST_SNAPSHOT_DAMAGED : Disk.INTACT;
        weather = random.nextInt(5) < 2 ? Weather.CLEAR : Weather.any(random);
        capabilities = capabilities(random, weather);
        unexplained = random.nextInt(8) == 0 ? UnexplainedPolicy.ADOPT : UnexplainedPolicy.BLOCK;
        startsAgain = random.nextBoolean();
    }

    private static FeeSchedule fees(SplittableRandom random) {
        FeeSchedule schedule = switch (random.nextInt(4)) {
            case 0 -> FeeSchedule.NONE;
            case 1 -> FeeSchedule.perUnit("0.005");
            case 2 -> FeeSchedule.ofValue("0.001");
            default -> FeeSchedule.ofCredited(COIN_FEE);
        };
        return random.nextInt(4) == 0 ? schedule.atEndOfDay() : schedule;
    }

    private static Set<BrokerCapability> capabilities(SplittableRandom random, Weather weather) {
        Set<BrokerCapability> all = EnumSet.allOf(BrokerCapability.class);
        if (weather == Weather.FORGETFUL) {
            // Who forgets orders can't say that one was never taken.
            all.remove(BrokerCapability.EXACT_LOOKUP_BY_CLIENT_ORDER_ID);
            all.remove(BrokerCapability.EXACT_LOOKUP_BY_BROKER_ORDER_ID);
        }
        if (random.nextInt(4) == 0) {
            all.removeIf(capability -> random.nextInt(2) == 0);
        }
        return all;
    }

    private static Duration downtime(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofHours(random.nextInt(23));
            case 2 -> Duration.ofHours(25 + random.nextInt(60));
            default -> Duration.ofSeconds(random.nextInt(900));
        };
    }

    ReconcilePolicy policy() {
        return ReconcilePolicy.builder()
                .unexplained(unexplained)
                .feeRate("BTC/USD", new BigDecimal(COIN_FEE))
                .build();
    }

    /** Whether the broker shows everything, and the bot's own books are whole: then nobody need be asked anything. */
    boolean isWhole() {
        return weather == Weather.CLEAR
                && capabilities.size() == BrokerCapability.values().length
                && booksStrangers
                && saves
                && disk == Disk.INTACT;
    }

    @Override
    public String toString() {
        return "fees " + fees + ", capabilities " + capabilities + ", strangers " + (strangersTrade ? "trade" : "don't")
                + (booksStrangers ? " and are booked" : " and are not booked")
                + (journalsFills ? ", fills are journalled" : ", fills are not journalled") + ", the bot hears after "
                + hearingLag + ", disk " + disk + ", weather " + weather + ", unexplained " + unexplained;
    }
}
