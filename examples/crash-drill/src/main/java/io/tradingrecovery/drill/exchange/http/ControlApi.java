package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tradingrecovery.drill.exchange.Venue;
import io.tradingrecovery.drill.exchange.fault.Fault;
import io.tradingrecovery.drill.exchange.fault.FaultBoard;
import io.tradingrecovery.drill.exchange.fault.FaultKind;
import io.tradingrecovery.drill.exchange.fault.Target;
import io.tradingrecovery.drill.exchange.ledger.LedgerJson;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the drill's conductor asks of the exchange; no bot does, and no fault strikes it.
 *
 * <pre>
 * GET    /control/ledger   every entry
 * GET    /control/faults   the faults since the last lifting, with how often each has struck
 * POST   /control/faults   {"kind":"DROP_ANSWER","target":"SUBMIT","times":1,"millis":0}
 * DELETE /control/faults   lifts all
 * GET    /control/requests {"trading":17}: how many requests reached the trading API since the exchange was started
 * POST   /control/halt     nothing fills or expires any more
 * POST   /control/cash     {"kind":"CSD","amount":"100","description":"deposit"}
 * </pre>
 */
final class ControlApi {

    private final Venue venue;
    private final FaultBoard faults;
    private final LongAdder tradingRequests;

    ControlApi(Venue venue, FaultBoard faults, LongAdder tradingRequests) {
        this.venue = venue;
        this.faults = faults;
        this.tradingRequests = tradingRequests;
    }

    boolean serves(String path) {
        return path.startsWith("/control/");
    }

    Reply answer(Request request) throws BadRequestException {
        return switch (request.method() + " " + request.path()) {
            case "GET /control/ledger" -> {
                List<LedgerEntry> entries = venue.read(books -> List.copyOf(books.entries()));
                yield Reply.ok(Json.parse(LedgerJson.writeAll(entries)));
            }
            case "GET /control/faults" -> Reply.ok(armed());
            case "POST /control/faults" -> {
                faults.arm(fault(request.json()));
                yield Reply.nothing();
            }
            case "DELETE /control/faults" -> {
                faults.liftAll();
                yield Reply.nothing();
            }
            case "GET /control/requests" -> Reply.ok(Json.object().put("trading", tradingRequests.sum()));
            case "POST /control/halt" -> {
                venue.halt();
                yield Reply.nothing();
            }
            case "POST /control/cash" -> {
                moveCash(request.json());
                yield Reply.nothing();
            }
            default -> Reply.error(404, 40410000, "the control API has no " + request.method() + " " + request.path());
        };
    }

    private void moveCash(JsonNode body) throws BadRequestException {
        BigDecimal amount = Json.amount(body, "amount");
        if (amount == null) {
            throw new BadRequestException("amount is required");
        }
        venue.moveCash(
                Json.string(body, "kind").orElse("CSD"),
                amount,
                Json.string(body, "description").orElse(""));
    }

    private ArrayNode armed() {
        ArrayNode rows = Json.array();
        for (FaultBoard.Armed armed : faults.armed()) {
            Fault fault = armed.fault();
            rows.add(Json.object()
                    .put("kind", fault.kind().name())
                    .put("target", fault.target().name())
                    .put("times", fault.times())
                    .put("millis", fault.delay().toMillis())
                    .put("hits", armed.hits()));
        }
        return rows;
    }

    private static Fault fault(JsonNode body) throws BadRequestException {
        try {
            return new Fault(
                    FaultKind.valueOf(Json.string(body, "kind").orElse("")),
                    Target.valueOf(Json.string(body, "target").orElse("")),
                    body.path("times").asInt(Integer.MAX_VALUE),
                    Duration.ofMillis(body.path("millis").asLong(0)));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("this is no fault: " + e.getMessage(), e);
        }
    }
}
