package io.tradingrecovery.providers.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** A real HTTP server on loopback whose answers a test decides, by path. */
public final class ScriptedServer implements AutoCloseable {

    /** Held here, or its level is lost with it. */
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    private final MockWebServer server = new MockWebServer();
    private final Map<String, Function<RecordedRequest, MockResponse>> routes = new ConcurrentHashMap<>();
    private volatile Function<RecordedRequest, MockResponse> otherwise = request -> status(404, "404 page not found");
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    public ScriptedServer() {
        SERVER_LOG.setLevel(Level.SEVERE);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                try {
                    return routes.getOrDefault(path(request), otherwise).apply(request);
                } catch (RuntimeException e) {
                    return status(599, "the test's server failed: " + e);
                }
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of a request, decoded, without its query. */
    public static String path(RecordedRequest request) {
        return request.getUrl().encodedPath();
    }

    /** Answers a path in whichever way the request asks for. */
    public ScriptedServer on(String path, Function<RecordedRequest, MockResponse> answer) {
        routes.put(path, answer);
        return this;
    }

    /** Answers a path always alike. */
    public ScriptedServer on(String path, MockResponse answer) {
        return on(path, request -> answer);
    }

    /** Answers every path that nothing else answers. */
    public ScriptedServer otherwise(Function<RecordedRequest, MockResponse> answer) {
        otherwise = answer;
        return this;
    }

    /** Answers a path with JSON and status 200. */
    public ScriptedServer json(String path, String body) {
        return on(path, status(200, body));
    }

    /** Answers a path with one after the other, the last for ever. */
    public ScriptedServer sequence(String path, MockResponse... answers) {
        Deque<MockResponse> left = new ArrayDeque<>(List.of(answers));
        return on(path, request -> {
            synchronized (left) {
                return left.size() > 1 ? left.pop() : left.peek();
            }
        });
    }

    public String url() {
        return "http://" + server.getHostName() + ":" + server.getPort();
    }

    /** All requests so far. */
    public List<RecordedRequest> requests() {
        return requests;
    }

    /** The last request so far. */
    public RecordedRequest last() {
        return requests.get(requests.size() - 1);
    }

    @Override
    public void close() {
        server.close();
    }

    public static MockResponse status(int code, String body) {
        return new MockResponse.Builder().code(code).body(body).build();
    }

    public static MockResponse status(int code, String body, String header, String value) {
        return new MockResponse.Builder()
                .code(code)
                .body(body)
                .addHeader(header, value)
                .build();
    }

    /** The connection is closed in place of an answer. */
    public static MockResponse hangUp() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    /** Half of the body, and then the connection is closed. */
    public static MockResponse cut(String body) {
        return new MockResponse.Builder()
                .body(body)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build();
    }

    /** Headers never come. */
    public static MockResponse silence() {
        return new MockResponse.Builder()
                .body("{}")
                .headersDelay(1, TimeUnit.HOURS)
                .build();
    }

    /** A byte of the body every 50 ms, so that it is never idle and takes minutes. */
    public static MockResponse drip(String body) {
        return new MockResponse.Builder()
                .body(body + " ".repeat(10_000))
                .throttleBody(1, 50, TimeUnit.MILLISECONDS)
                .build();
    }

    /** Valid JSON of so many bytes, without a content length. */
    public static MockResponse oversized(int bytes) {
        return new MockResponse.Builder()
                .chunkedBody(new Buffer().writeUtf8("{\"a\":\"" + "x".repeat(bytes) + "\"}"), 8192)
                .build();
    }
}
