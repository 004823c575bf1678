package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process in {@code /proc/PID/stat}; see proc(5), whose fields are counted from 1. Immutable. */
final class ProcessStat {

    private static final int STATE = 3;
    private static final int FLAGS = 9;
    private static final int START_TICKS = 22;
    private static final int START_OF_CODE = 26;
    private static final int ENVIRONMENT_START = 50;
    private static final int ENVIRONMENT_END = 51;
    private static final long KERNEL_THREAD = 0x0020_0000;

    private final String[] fields;

    private ProcessStat(String stat) {
        // The name, field 2, is in parentheses and may hold any character.
        fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
    }

    /** What it says now; fails if there is no such process, or no {@code /proc}. */
    static ProcessStat of(String pid) throws IOException {
        return new ProcessStat(
                new String(Files.readAllBytes(Path.of("/proc", pid, "stat")), StandardCharsets.ISO_8859_1));
    }

    /** Whether it is dead, and its parent has not looked yet. */
    boolean hasEnded() {
        return field(STATE).equals("Z") || field(STATE).equals("X");
    }

    boolean isOfKernel() {
        return (number(FLAGS) & KERNEL_THREAD) != 0;
    }

    /**
     * Whether it was given an environment that holds nothing. While the kernel counts the entries of a new program's
     * environment it says so too, but then it does not say yet where the program's code lies.
     */
    boolean hasEmptyEnvironment() {
        boolean empty = number(ENVIRONMENT_END) != 0 && number(ENVIRONMENT_END) == number(ENVIRONMENT_START);
        return empty && number(START_OF_CODE) > 1;
    }

    /** When it was started, in ticks since the start of the machine, which a moved clock does not change. */
    String startTicks() {
        return field(START_TICKS);
    }

    private long number(int field) {
        String text = field(field);
        return text.isEmpty() ? 0 : Long.parseUnsignedLong(text);
    }

    private String field(int number) {
        int index = number - STATE;
        return index < fields.length ? fields[index] : "";
    }
}
