package io.tradingrecovery.drill.conductor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tradingrecovery.drill.exchange.matching.Books;
import io.tradingrecovery.recovery.RecoveryRecords;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Approves a plan that waits for a person if, and only if, it proposes the positions and the cash of the exchange's ledger.
 * A plan that does not is left alone; what the exchange did meanwhile brings another.
 */
final class ApprovingOperator implements Operator {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path stateDirectory;
    private final Supplier<Books> truth;
    private final Set<String> approved = new HashSet<>();

    /**
     * An operator of the bot with this state directory.
     *
     * @param truth what the exchange's ledger comes to by now
     */
    ApprovingOperator(Path stateDirectory, Supplier<Books> truth) {
        this.stateDirectory = stateDirectory;
        this.truth = truth;
    }

    @Override
    public void look(List<ReportNote> reports) {
        if (reports.isEmpty()) {
            return;
        }
        ReportNote last = reports.get(reports.size() - 1);
        if (!last.waitsForAPerson() || approved.contains(last.id())) {
            return;
        }
        try (RecoveryRecords records = RecoveryRecords.of(stateDirectory)) {
            if (proposes(records.report(last.id(), RecoveryRecords.Form.JSON), truth.get())) {
                Path unused = records.requestApproval(last.id(), "drill", "the plan is what the ledger says");
                approved.add(last.id());
            }
        }
    }

    @Override
    public int approvals() {
        return approved.size();
    }

    private static boolean proposes(String report, Books truth) {
        JsonNode plan = parse(report);
        Map<String, BigDecimal> proposed = new HashMap<>();
        plan.path("positions")
                .forEach(row -> proposed.put(
                        row.get("symbol").asText(),
                        new BigDecimal(row.path("after").path("quantity").asText("0"))));
        Set<String> symbols = new HashSet<>(proposed.keySet());
        symbols.addAll(truth.holdings().keySet());
        boolean positions = symbols.stream()
                .allMatch(symbol ->
                        truth.holding(symbol).quantity().compareTo(proposed.getOrDefault(symbol, BigDecimal.ZERO))
                                == 0);
        String cash = plan.path("cash").path(0).path("after").asText();
        return positions && !cash.isEmpty() && truth.cash().compareTo(new BigDecimal(cash)) == 0;
    }

    private static JsonNode parse(String report) {
        try {
            return MAPPER.readTree(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report of recovery is no JSON", e);
        }
    }
}
