package io.tradingrecovery.providers.internal.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.providers.testkit.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HttpCallsTest {

    private static HttpRequest get(ScriptedServer server) {
        return HttpRequest.newBuilder(URI.create(server.url() + "/")).GET().build();
    }

    @Test
    void aHundredHangingCallsEndAtTheirDeadlinesOnAFewThreads() throws Exception {
        try (ScriptedServer server = new ScriptedServer();
                HttpCalls calls = new HttpCalls("hundred", Credentials.NONE)) {
            server.otherwise(request -> ScriptedServer.drip("{}"));
            List<CompletableFuture<HttpResult>> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sent.add(calls.send(get(server), Duration.ofMillis(300)));
            }
            for (CompletableFuture<HttpResult> call : sent) {
                assertThat(call.get(60, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                HttpTrouble.class,
                                trouble -> assertThat(trouble.kind()).isEqualTo(HttpTrouble.Kind.TIMEOUT));
            }

            List<Thread> own = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("recovery-hundred-"))
                    .toList();
            assertThat(own).hasSizeBetween(1, 5).allMatch(Thread::isDaemon);
        }
    }

    @Test
    void closesTheConnectionOfABodyThatIsNotWholeAtTheDeadline() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpCalls calls = new HttpCalls("deadline", Credentials.NONE)) {
            URI uri = URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
            CompletableFuture<HttpResult> sent =
                    calls.send(HttpRequest.newBuilder(uri).GET().build(), Duration.ofMillis(300));
            try (Socket connection = listening.accept()) {
                connection.setSoTimeout(60_000);
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(US_ASCII));

                readToItsEnd(connection.getInputStream());

                assertThat(sent.get(60, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                HttpTrouble.class,
                                trouble -> assertThat(trouble.kind()).isEqualTo(HttpTrouble.Kind.TIMEOUT));
            }
        }
    }

    /** Returns when the other side has closed, and throws if it has not within the socket's time limit. */
    private static void readToItsEnd(InputStream input) throws IOException {
        try {
            while (input.read() >= 0) {
                // The request.
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The connection is still open long after the deadline", e);
        } catch (SocketException closed) {
            assertThat(closed).hasMessageContaining("reset");
        }
    }

    @Test
    void endsItsThreadsWhenItIsClosed() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.otherwise(request -> ScriptedServer.status(200, "{}"));
            HttpCalls calls = new HttpCalls("closing", Credentials.NONE);
            calls.send(get(server), Duration.ofSeconds(30)).get(60, TimeUnit.SECONDS);
            List<Thread> own = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("recovery-closing-"))
                    .toList();

            calls.close();

            assertThat(own).isNotEmpty();
            for (Thread thread : own) {
                thread.join(60_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
