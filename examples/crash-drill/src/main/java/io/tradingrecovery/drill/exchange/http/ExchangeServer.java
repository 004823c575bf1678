package io.tradingrecovery.drill.exchange.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tradingrecovery.drill.exchange.Venue;
import io.tradingrecovery.drill.exchange.fault.Fault;
import io.tradingrecovery.drill.exchange.fault.FaultBoard;
import io.tradingrecovery.drill.exchange.fault.FaultBoard.Struck;
import io.tradingrecovery.drill.exchange.fault.FaultKind;
import io.tradingrecovery.drill.exchange.fault.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The exchange on a port of the loopback interface. One thread a request, since a fault may hold one for long. */
public final class ExchangeServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;
    private final FaultBoard faults = new FaultBoard();
    private final LongAdder tradingRequests = new LongAdder();
    private final ControlApi control;
    private final List<Api> apis;
    private final Runnable broken;

    private ExchangeServer(Venue venue, HttpServer server, Runnable broken) {
        this.server = server;
        this.broken = broken;
        this.control = new ControlApi(venue, faults, tradingRequests);
        this.apis =
                List.of(new TradingApi(venue), new AlpacaDataApi(venue), new PolygonApi(venue), new FinnhubApi(venue));
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "exchange-request");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens the exchange.
     *
     * @param port 0 for any that is free
     * @param broken called once the venue can't keep its ledger any more
     */
    public static ExchangeServer start(Venue venue, int port, Runnable broken) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExchangeServer server = new ExchangeServer(venue, http, broken);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** Where it is. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        faults.liftAll();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = Request.read(exchange);
            if (control.serves(request.path())) {
                send(exchange, controlled(request), null);
                return;
            }
            Optional<Api> api = apis.stream()
                    .filter(candidate -> candidate.serves(request.path()))
                    .findFirst();
            if (api.isEmpty()) {
                send(exchange, Reply.error(404, 40410000, "nothing is served at " + request.path()), null);
                return;
            }
            answer(exchange, api.get(), request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Venue.VenueBrokenException e) {
            broken.run();
        }
    }

    private Reply controlled(Request request) {
        try {
            return control.answer(request);
        } catch (BadRequestException e) {
            return Reply.error(400, 40010000, e.reason());
        }
    }

    private void answer(HttpExchange exchange, Api api, Request request) throws IOException, InterruptedException {
        if (api.target() == Target.TRADING) {
            tradingRequests.increment();
        }
        boolean submits = api.target() == Target.TRADING
                && request.method().equals("POST")
                && request.path().equals("/v2/orders");
        Struck struck = faults.strike(api.target(), request.reads(), submits).orElse(null);
        FaultKind kind = struck == null ? null : struck.fault().kind();
        if (struck != null && !isLetThrough(struck)) {
            return;
        }
        if (kind == FaultKind.RATE_LIMIT) {
            send(exchange, api.tooMany(), null);
            return;
        }
        if (kind == FaultKind.SERVER_ERROR) {
            send(exchange, Reply.error(503, 50310000, "service unavailable"), null);
            return;
        }
        Reply reply = understood(api, request);
        if (struck != null && kind == FaultKind.LATE_ANSWER) {
            faults.awaitDelay(struck);
        }
        if (kind != FaultKind.DROP_ANSWER) {
            send(exchange, kind == FaultKind.OMIT_ROWS ? reply.withoutHalfOfItsRows() : reply, kind);
        }
    }

    /** Whether the request may reach the exchange; it waits first if the fault takes time. */
    private boolean isLetThrough(Struck struck) throws InterruptedException {
        Fault fault = struck.fault();
        if (fault.kind() == FaultKind.LAG) {
            faults.awaitDelay(struck);
        } else if (fault.kind() == FaultKind.SILENCE) {
            faults.awaitLifting(struck);
        }
        return fault.kind() != FaultKind.SILENCE && fault.kind() != FaultKind.DROP_REQUEST;
    }

    private static Reply understood(Api api, Request request) {
        try {
            return api.answer(request);
        } catch (BadRequestException e) {
            return api.bad(e.reason());
        }
    }

    private static void send(HttpExchange exchange, Reply reply, @Nullable FaultKind kind) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (reply.body() == null) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        byte[] body = Json.write(reply.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(reply.status(), body.length);
        // Closing the exchange with bytes outstanding breaks the connection.
        int length = kind == FaultKind.CUT_BODY ? body.length / 2 : body.length;
        exchange.getResponseBody().write(body, 0, length);
        exchange.getResponseBody().flush();
    }
}
