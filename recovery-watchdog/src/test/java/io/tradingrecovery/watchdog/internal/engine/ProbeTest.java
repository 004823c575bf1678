package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.internal.alert.TinyServer;
import io.tradingrecovery.watchdog.internal.config.ReadySpec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot without the client library is ready when what it offers answers, and not before. */
final class ProbeTest {

    /** A port that no program is given by chance, as that of a server that was just closed may be. */
    private static final String NOBODY = "127.0.0.1:1";

    @TempDir
    private Path directory;

    @Test
    void isReadyOnceThePortAccepts() throws Exception {
        assertThat(succeeds("tcp:" + NOBODY)).isFalse();
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(succeeds("tcp:127.0.0.1:" + socket.getLocalPort())).isTrue();
        }
    }

    @Test
    void isReadyOnceTheAddressAnswersWell() throws Exception {
        assertThat(succeeds("http://" + NOBODY)).isFalse();
        try (TinyServer server = new TinyServer()) {
            assertThat(succeeds("http:" + server.address())).isTrue();
        }
    }

    @Test
    void isReadyOnceTheCommandEndsWell() throws Exception {
        Path file = directory.resolve("started");
        assertThat(succeeds("command:test -e '" + file + "'")).isFalse();
        Files.createFile(file);
        assertThat(succeeds("command:test -e '" + file + "'")).isTrue();
    }

    private static boolean succeeds(String specification) throws InterruptedException {
        return Probe.succeeds(ReadySpec.parse(specification));
    }
}
