package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The environment that a process was given, as Linux shows it. A process that is in the middle of {@code execve} shows none:
 * the kernel has put the new program's memory in place and not yet noted where its environment lies. Nor does one that ends.
 * Neither may be taken for a process without an environment.
 *
 * @param settled whether this is the last word; otherwise the process changed while it was looked at, and may have left
 *     others behind
 * @param text the entries, NUL after each, a byte a character; empty if there are none or they can't be read
 */
record ProcessEnvironment(boolean settled, String text) {

    private static final ProcessEnvironment NONE = new ProcessEnvironment(true, "");
    private static final ProcessEnvironment UNSETTLED = new ProcessEnvironment(false, "");

    /** Looks at the process of that pid. */
    static ProcessEnvironment of(String pid) {
        try {
            String text = read(pid);
            if (!text.isEmpty()) {
                return new ProcessEnvironment(true, text);
            }
            ProcessStat stat = ProcessStat.of(pid);
            if (stat.hasEnded() || stat.isOfKernel()) {
                return NONE;
            }
            if (!stat.hasEnvironment()) {
                return UNSETTLED;
            }
            // The first look may have met the program before.
            return new ProcessEnvironment(true, read(pid));
        } catch (AccessDeniedException notOurs) {
            return NONE;
        } catch (IOException gone) {
            return UNSETTLED;
        }
    }

    /** Whether it holds this name and value. */
    boolean holds(String name, String value) {
        String entry = name + "=" + value + '\0';
        return text.startsWith(entry) || text.contains('\0' + entry);
    }

    /** The value of that name, empty if there is none. */
    String value(String name) {
        for (String entry : text.split("\0", -1)) {
            if (entry.startsWith(name + "=")) {
                return entry.substring(name.length() + 1);
            }
        }
        return "";
    }

    private static String read(String pid) throws IOException {
        return new String(Files.readAllBytes(Path.of("/proc", pid, "environ")), StandardCharsets.ISO_8859_1);
    }
}
