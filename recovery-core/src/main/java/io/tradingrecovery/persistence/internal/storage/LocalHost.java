package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this machine is called and which processes it runs. */
final class LocalHost {

    private static final Logger log = LoggerFactory.getLogger(LocalHost.class);

    private static final Path PROC = Path.of("/proc");
    private static final String NAME = findName();

    private LocalHost() {}

    /** The name of this machine; one that no other bears by chance if it has none. */
    static String name() {
        return NAME;
    }

    /** When a process started; empty if it does not run, or the system does not tell. */
    static Optional<Instant> startOfLiveProcess(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !isZombie(pid))
                .flatMap(process -> process.info().startInstant());
    }

    /** A zombie has ended and holds nothing, but keeps its pid until its parent asks for its exit code. */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            String state = stat.substring(stat.lastIndexOf(')') + 1).strip();
            return state.startsWith("Z") || state.startsWith("X");
        } catch (IOException noProcFileSystem) {
            return false;
        }
    }

    private static String findName() {
        try {
            // The kernel's answer first: that of the resolver may take seconds.
            return Files.readString(PROC.resolve("sys/kernel/hostname")).strip();
        } catch (IOException noProcFileSystem) {
            return askResolver();
        }
    }

    private static String askResolver() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            log.debug("This machine does not know its own name", e);
            return "unknown-" + ProcessHandle.current().pid();
        }
    }
}
