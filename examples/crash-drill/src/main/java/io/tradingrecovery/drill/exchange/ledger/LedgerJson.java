package io.tradingrecovery.drill.exchange.ledger;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import java.math.BigDecimal;
import java.util.List;

/** Ledger entries as JSON: amounts as decimal strings, times as RFC 3339. */
public final class LedgerJson {

    private static final TypeReference<List<LedgerEntry>> ENTRIES = new TypeReference<>() {};

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .withConfigOverride(
                    BigDecimal.class,
                    override -> override.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
            .build();

    private LedgerJson() {}

    /** One entry, on one line. */
    public static String write(LedgerEntry entry) {
        return text(entry, LedgerEntry.class);
    }

    /** All entries, as one array. */
    public static String writeAll(List<LedgerEntry> entries) {
        try {
            return MAPPER.writerFor(ENTRIES).writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A ledger can't be written as JSON", e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static LedgerEntry read(String json) {
        try {
            return MAPPER.readValue(json, LedgerEntry.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no ledger entry: " + json, e);
        }
    }

    /**
     * Reads what {@link #writeAll} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static List<LedgerEntry> readAll(String json) {
        try {
            return List.copyOf(MAPPER.readValue(json, ENTRIES));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no ledger", e);
        }
    }

    private static String text(Object value, Class<?> type) {
        try {
            return MAPPER.writerFor(type).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A ledger entry can't be written as JSON: " + value, e);
        }
    }
}
