package io.tradingrecovery.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.providers.testkit.ScriptedServer;
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
    void closesItsConnectionsAtTheDeadline() throws Exception {
        try (ScriptedServer server = new ScriptedServer();
                HttpCalls calls = new HttpCalls("deadline", Credentials.NONE)) {
            server.otherwise(request -> ScriptedServer.drip("{}"));
            calls.send(get(server), Duration.ofMillis(200)).get(60, TimeUnit.SECONDS);
            server.otherwise(request -> ScriptedServer.status(200, "{}"));

            HttpResult next = calls.send(get(server), Duration.ofSeconds(30)).get(60, TimeUnit.SECONDS);

            assertThat(next).isInstanceOf(HttpAnswer.class);
            // A connection that still carries the first body could not have carried the second.
            assertThat(server.last().getConnectionIndex()).isEqualTo(1);
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
