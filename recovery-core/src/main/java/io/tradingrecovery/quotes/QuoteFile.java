package io.tradingrecovery.quotes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file of quotes: a line that names the format and the checksum of the rest, and a line of JSON with the
 * quotes. Amounts are texts, so that no digit is lost; times are ISO-8601 in UTC.
 *
 * <pre>
 * {"format":"recovery-quotes/1","crc32c":"1a2b3c4d"}
 * [{"symbol":"SPY","bid":"500.01",…,"eventTime":"2026-11-02T14:30:00.123456789Z","receivedAt":"…","source":"alpaca"}]
 * </pre>
 */
final class QuoteFile {

    private static final String FORMAT = "recovery-quotes/1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private QuoteFile() {}

    static byte[] encode(Collection<Quote> quotes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartArray();
            for (Quote quote : quotes) {
                write(json, quote);
            }
            json.writeEndArray();
        }
        body.write('\n');
        String header = "{\"format\":\"" + FORMAT + "\",\"crc32c\":\"" + checksum(body.toByteArray()) + "\"}\n";
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private static void write(JsonGenerator json, Quote quote) throws IOException {
        json.writeStartObject();
        json.writeStringField("symbol", quote.symbol());
        write(json, "bid", quote.bid());
        write(json, "ask", quote.ask());
        write(json, "last", quote.last());
        write(json, "bidSize", quote.bidSize());
        write(json, "askSize", quote.askSize());
        write(json, "lastSize", quote.lastSize());
        json.writeStringField("eventTime", quote.eventTime().toString());
        json.writeStringField("receivedAt", quote.receivedAt().toString());
        json.writeStringField("source", quote.source());
        if (quote.feed() != null) {
            json.writeStringField("feed", quote.feed());
        }
        if (quote.delayedFeed()) {
            json.writeBooleanField("delayedFeed", true);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, @Nullable BigDecimal amount) throws IOException {
        if (amount != null) {
            json.writeStringField(name, amount.toString());
        }
    }

    /**
     * The quotes of a file.
     *
     * @throws IOException if they are not exactly what was written
     */
    static List<Quote> decode(byte[] content) throws IOException {
        int end = lineEnd(content);
        JsonNode header = JSON.readTree(content, 0, end);
        String format = text(header, "format");
        if (!format.equals(FORMAT)) {
            throw new IOException("its format is '" + format + "', not '" + FORMAT + "'");
        }
        byte[] body = Arrays.copyOfRange(content, end + 1, content.length);
        if (!text(header, "crc32c").equals(checksum(body))) {
            throw new IOException("its checksum is wrong: it was cut short or changed");
        }
        List<Quote> quotes = new ArrayList<>();
        for (JsonNode quote : JSON.readTree(body)) {
            quotes.add(quote(quote));
        }
        return quotes;
    }

    private static int lineEnd(byte[] content) throws IOException {
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                return i;
            }
        }
        throw new IOException("it has no header line");
    }

    private static Quote quote(JsonNode json) throws IOException {
        try {
            return Quote.builder(text(json, "symbol"))
                    .bid(amount(json, "bid"))
                    .ask(amount(json, "ask"))
                    .last(amount(json, "last"))
                    .bidSize(amount(json, "bidSize"))
                    .askSize(amount(json, "askSize"))
                    .lastSize(amount(json, "lastSize"))
                    .eventTime(Instant.parse(text(json, "eventTime")))
                    .receivedAt(Instant.parse(text(json, "receivedAt")))
                    .source(text(json, "source"))
                    .feed(json.hasNonNull("feed") ? text(json, "feed") : null)
                    .delayedFeed(json.path("delayedFeed").asBoolean(false))
                    .build();
        } catch (IllegalArgumentException | IllegalStateException | DateTimeParseException e) {
            throw new IOException("it holds a quote that can't be: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode json, String name) throws IOException {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IOException("the field " + name + " is missing or no text");
        }
        return value.textValue();
    }

    private static @Nullable BigDecimal amount(JsonNode json, String name) throws IOException {
        return json.has(name) ? new BigDecimal(text(json, name)) : null;
    }

    private static String checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length);
        return String.format("%08x", sum.getValue());
    }
}
