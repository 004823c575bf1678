package io.tradingrecovery.benchmarks.persistence;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot's bytes to the same records as the library does, with Jackson Databind, checking nothing. */
final class DatabindState {

    private final ObjectReader reader =
            JsonMapper.builder().addModule(new JavaTimeModule()).build().readerFor(Document.class);

    SystemStateSnapshot read(byte[] bytes) throws IOException {
        Document document = reader.readValue(bytes);
        return SystemStateSnapshot.builder(document.takenAt())
                .positions(document.state().positions())
                .orders(document.state().orders())
                .account(document.state().account())
                .build();
    }

    record Document(
            String sha256,
            String format,
            int version,
            long sequence,
            String journalEpoch,
            long journalSequence,
            long journalApplied,
            Instant takenAt,
            State state) {}

    record State(
            List<Position> positions,
            List<Order> orders,
            @Nullable AccountState account) {}
}
