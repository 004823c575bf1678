package io.tradingrecovery.benchmarks.watchdog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process's use of the machine. */
final class ProcessUse {

    private static final double KILOBYTES_PER_MEGABYTE = 1_000;
    private static final double BYTES_PER_KILOBYTE = 1.024;

    private ProcessUse() {}

    /** Resident memory in MB of a million bytes. */
    static double residentMegabytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("VmRSS:")) {
                double kibibytes = Double.parseDouble(line.replaceAll("\\D", ""));
                return kibibytes * BYTES_PER_KILOBYTE / KILOBYTES_PER_MEGABYTE;
            }
        }
        throw new IOException("/proc/" + pid + "/status shows no VmRSS");
    }

    /** Nanoseconds on a processor, of the threads that live. */
    static long processorNanos(long pid) throws IOException {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                nanos += Long.parseLong(
                        Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
            }
        }
        return nanos;
    }
}
