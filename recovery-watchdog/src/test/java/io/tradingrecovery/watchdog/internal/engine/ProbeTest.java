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

    @TempDir
    private Path directory;

    @Test
    void isReadyOnceThePortAccepts() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertThat(succeeds("tcp:127.0.0.1:" + port)).isTrue();
        }
        assertThat(succeeds("tcp:127.0.0.1:" + port)).as("closed").isFalse();
    }

    @Test
    void isReadyOnceTheAddressAnswersWell() throws Exception {
        String address;
        try (TinyServer server = new TinyServer()) {
            address = server.address();
            assertThat(succeeds("http:" + address)).isTrue();
        }
        assertThat(succeeds(address)).as("nobody answers").isFalse();
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
