package io.tradingrecovery.drill.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.drill.conductor.WitnessReader.Note;
import io.tradingrecovery.drill.exchange.matching.Books;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovingOperatorTest {

    private static final Books TRUTH = Books.of(List.of(
            new LedgerEntry.Opened(Instant.parse("2026-01-05T15:00:00Z"), "account", new BigDecimal("1000.00"))));

    @TempDir
    Path state;

    private ApprovingOperator operator;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(state.resolve("reports"));
        operator = new ApprovingOperator(state, () -> TRUTH);
    }

    private void look(String gate, String positions, String cash) throws IOException {
        Files.writeString(state.resolve("reports/20260105T150000000Z-0001.json"), """
                {"id":"20260105T150000000Z-0001","status":"PARTIAL","planDigest":"abc","positions":[%s],"cash":[%s]}
                """.formatted(positions, cash));
        operator.look(List.of(
                ReportNote.of(new Note(1, 7, "report", "20260105T150000000Z-0001 PARTIAL REDUCE_ONLY 0 - " + gate))));
    }

    private static final String TRUE_CASH = "{\"currency\":\"USD\",\"after\":\"1000\"}";

    @Test
    void approvesAPlanThatIsTheLedgersTruth() throws IOException {
        look("REVIEW", "", TRUE_CASH);

        assertThat(operator.approvals()).isEqualTo(1);
        assertThat(state.resolve("approvals")).isNotEmptyDirectory();
    }

    @Test
    void leavesAPlanAloneThatHasAPositionWhichIsNotThere() throws IOException {
        look("REVIEW", "{\"symbol\":\"AAPL\",\"after\":{\"quantity\":\"1\"}}", TRUE_CASH);

        assertThat(operator.approvals()).isZero();
        assertThat(state.resolve("approvals")).doesNotExist();
    }

    @Test
    void leavesAPlanAloneWithOtherCashOrNone() throws IOException {
        look("REVIEW", "", "{\"currency\":\"USD\",\"after\":\"1000.01\"}");
        look("REVIEW", "", "");

        assertThat(operator.approvals()).isZero();
    }

    @Test
    void leavesAloneWhatSettlesByItself() throws IOException {
        look("REVIEW,SETTLING", "", TRUE_CASH);

        assertThat(operator.approvals()).isZero();
    }
}
