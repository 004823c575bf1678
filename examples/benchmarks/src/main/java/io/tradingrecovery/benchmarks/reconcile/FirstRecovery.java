package io.tradingrecovery.benchmarks.reconcile;

import io.tradingrecovery.recovery.RecoveryCoordinator;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.RecoveryStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recovers as a bot does when it starts, its logging started, and prints how long that took from the call to the report. */
final class FirstRecovery {

    private FirstRecovery() {}

    /** Takes a directory that {@link FirstRecoveryBenchmark} has filled. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        StandingBook book =
                new StandingBook(Instant.ofEpochMilli(Long.parseLong(Files.readString(directory.resolve("saved-at")))));
        Logger unused = LoggerFactory.getLogger(FirstRecovery.class);
        long start = System.nanoTime();
        RecoveryCoordinator coordinator = RecoveryCoordinator.builder()
                .stateDirectory(directory.resolve("state"))
                .broker(book)
                .engine(book)
                .build();
        RecoveryReport report = coordinator.recover();
        long nanos = System.nanoTime() - start;
        boolean right = report.status() == RecoveryStatus.RECONCILED
                && report.tradingAllowed()
                && book.restoredOrders() == StandingBook.ORDERS;
        coordinator.close();
        System.out.println(right ? Long.toString(nanos) : report.toText());
    }
}
