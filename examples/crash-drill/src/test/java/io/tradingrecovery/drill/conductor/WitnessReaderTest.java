package io.tradingrecovery.drill.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.drill.conductor.WitnessReader.Note;
import io.tradingrecovery.recovery.GateReason;
import io.tradingrecovery.recovery.GateState;
import io.tradingrecovery.recovery.RecoveryStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessReaderTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("witness.log");
    }

    private void append(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void knowsNothingBeforeABotWrites() {
        assertThat(new WitnessReader(file()).size()).isZero();
    }

    @Test
    void takesALineOnlyOnceItIsWhole() throws IOException {
        WitnessReader reader = new WitnessReader(file());
        append("100 7 main \n200 7 op");
        assertThat(reader.from(0)).containsExactly(new Note(100, 7, "main", ""));

        append("en []\n");

        assertThat(reader.firstFrom(1, note -> note.event().equals("open"))).contains(new Note(200, 7, "open", "[]"));
        assertThat(reader.lastIndex(note -> note.pid() == 7)).isEqualTo(1);
        assertThat(reader.last(note -> note.pid() == 8)).isEmpty();
    }

    @Test
    void readsAReportAsTheBotNotedIt() {
        ReportNote report = ReportNote.of(
                new Note(300, 7, "report", "id-1 PARTIAL REDUCE_ONLY 12 2026-01-05T15:00:00Z REVIEW,SETTLING"));

        assertThat(report.status()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(report.gate()).isEqualTo(GateState.REDUCE_ONLY);
        assertThat(report.sequence()).isEqualTo(12);
        assertThat(report.takenAt()).isEqualTo(Instant.parse("2026-01-05T15:00:00Z"));
        assertThat(report.reasons()).containsExactlyInAnyOrder(GateReason.REVIEW, GateReason.SETTLING);
        assertThat(report.waitsForAPerson()).isFalse();
        assertThat(ReportNote.of(new Note(300, 7, "report", "id-2 PARTIAL REDUCE_ONLY 0 - REVIEW"))
                        .waitsForAPerson())
                .isTrue();
    }
}
