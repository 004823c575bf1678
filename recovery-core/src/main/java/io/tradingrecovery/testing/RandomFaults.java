package io.tradingrecovery.testing;

import io.tradingrecovery.broker.BrokerException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/** Faults drawn by a seed. Not thread-safe. */
final class RandomFaults {

    private final SplittableRandom random;
    private final double probability;

    RandomFaults(long seed, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("The probability is " + probability + "; give one between 0 and 1");
        }
        random = new SplittableRandom(seed);
        this.probability = probability;
    }

    Optional<Fault> next() {
        return random.nextDouble() < probability ? Optional.of(draw()) : Optional.empty();
    }

    private Fault draw() {
        return switch (random.nextInt(14)) {
            case 0, 1 -> Faults.fail(BrokerException.Kind.TRANSIENT);
            case 2 -> Faults.fail(oneOf(BrokerException.Kind.values()));
            case 3 -> Faults.timeOut();
            case 4 -> Faults.answerNull();
            case 5 -> Faults.lag(Duration.ofSeconds(random.nextInt(1, 600)));
            case 6 -> Faults.lagByChanges(random.nextInt(1, 5));
            case 7, 8 -> Faults.truncate(random.nextInt(3), false);
            case 9 -> Faults.truncate(random.nextInt(3), true);
            case 10 -> Faults.duplicate();
            case 11 -> Faults.contradict();
            case 12 -> Faults.forget(Duration.ofSeconds(random.nextInt(600)));
            default -> Faults.otherAccount("other-account");
        };
    }

    private BrokerException.Kind oneOf(BrokerException.Kind[] kinds) {
        return kinds[random.nextInt(kinds.length)];
    }
}
