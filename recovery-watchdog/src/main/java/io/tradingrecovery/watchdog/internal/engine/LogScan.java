package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Looks for a line in what a bot prints, each byte once, however much comes between two looks. For one thread. */
final class LogScan {

    private static final int CHUNK = 64 << 10;
    private static final int LONGEST_LINE = 64 << 10;
    private static final int MOST_CHUNKS = 64;

    private final Pattern pattern;
    private final OutputFiles output;
    private long at;
    private byte[] unfinished = new byte[0];

    /** Looks from the byte {@code from} of the output on. */
    LogScan(Pattern pattern, OutputFiles output, long from) {
        this.pattern = pattern;
        this.output = output;
        this.at = from;
    }

    /** Whether a line that was printed since the last look matches, be it not finished yet. */
    boolean matches() throws IOException {
        if (output.size() < at) {
            // The file was cut.
            at = 0;
            unfinished = new byte[0];
        }
        for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
            byte[] bytes = output.read(at, CHUNK);
            if (bytes.length == 0) {
                return false;
            }
            at += bytes.length;
            if (matchesIn(bytes)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesIn(byte[] printed) {
        byte[] joined = Arrays.copyOf(unfinished, unfinished.length + printed.length);
        System.arraycopy(printed, 0, joined, unfinished.length, printed.length);
        for (String line : new String(joined, StandardCharsets.UTF_8).split("\r?\n", -1)) {
            if (pattern.matcher(line).find()) {
                return true;
            }
        }
        int begin = joined.length;
        while (begin > 0 && joined[begin - 1] != '\n' && joined.length - begin < LONGEST_LINE) {
            begin--;
        }
        unfinished = Arrays.copyOfRange(joined, begin, joined.length);
        return false;
    }
}
