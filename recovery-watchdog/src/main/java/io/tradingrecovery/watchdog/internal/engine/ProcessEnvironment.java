package io.tradingrecovery.watchdog.internal.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The environment that a process was given, as Linux shows it. A process that is in the middle of {@code execve} shows none:
 * the kernel has put the new program's memory in place and not yet noted where its environment lies. Nor does one that ends.
 * Neither may be taken for a process without an environment.
 *
 * @param certainty how sure that is
 * @param text the entries, NUL after each, a byte a character; empty if there are none or they can't be read
 */
record ProcessEnvironment(Certainty certainty, String text) {

    /** How sure an answer is. */
    enum Certainty {
        /** It is the last word. */
        SETTLED,
        /** The process ended while it was looked at, and may have left others behind. */
        GONE,
        /** The process was becoming another program, and is to be asked again. */
        CHANGING
    }

    private static final int CHUNK = 1 << 16;

    private static final ProcessEnvironment NONE = new ProcessEnvironment(Certainty.SETTLED, "");

    /** Looks at the process of that pid. */
    static ProcessEnvironment of(String pid) {
        try {
            String text = read(pid);
            return text.isEmpty() ? withoutText(pid) : new ProcessEnvironment(Certainty.SETTLED, text);
        } catch (AccessDeniedException notOurs) {
            return NONE;
        } catch (IOException noMemory) {
            // A thread of the kernel and a dead process have none either; kernels differ in whether that is an error.
            return withoutText(pid);
        }
    }

    private static ProcessEnvironment withoutText(String pid) {
        try {
            ProcessStat stat = ProcessStat.of(pid);
            return stat.hasEnded() || stat.isOfKernel() || stat.hasEmptyEnvironment()
                    ? NONE
                    : new ProcessEnvironment(Certainty.CHANGING, "");
        } catch (IOException gone) {
            return new ProcessEnvironment(Certainty.GONE, "");
        }
    }

    /** Whether this is the last word. */
    boolean settled() {
        return certainty == Certainty.SETTLED;
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

    /**
     * Reads to the end. When the process becomes another program meanwhile, the memory that is read goes away, which looks
     * like the end too; then nothing can be read at the start any more either.
     */
    private static String read(String pid) throws IOException {
        try (SeekableByteChannel environ = Files.newByteChannel(Path.of("/proc", pid, "environ"))) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (environ.read(chunk) > 0) {
                text.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
            boolean whole = environ.position(0).read(chunk.clear()) > 0;
            return whole ? text.toString(StandardCharsets.ISO_8859_1) : "";
        }
    }
}
