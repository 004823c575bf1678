package io.tradingrecovery.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * What one strategy wants to keep, as raw JSON that is stored and given back byte for byte. It is parsed on demand, as a
 * type the caller names: no class name is ever stored, so that a file can't choose what is instantiated. Immutable and
 * safe to share between threads.
 *
 * @param json one JSON value
 */
public record StrategySection(String json) {

    /** The deepest nesting of a section. */
    public static final int MAX_DEPTH = 200;

    public StrategySection {
        Checks.required("section.json", json);
        requireOneValue(json);
    }

    /**
     * The section that holds {@code value}, written by Jackson's defaults; decimals are written in full.
     *
     * @throws IllegalArgumentException if Jackson can't write the value
     */
    public static StrategySection of(Object value) {
        try {
            return new StrategySection(Mapper.INSTANCE.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "A section of type " + value.getClass().getName() + " can't be written as JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    /**
     * Parses the section.
     *
     * @throws IllegalArgumentException if the JSON does not fit {@code type}
     */
    public <T> T as(Class<T> type) {
        try {
            return Checks.present("section", Mapper.INSTANCE.readValue(json, type));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The section is no " + type.getName() + place(e) + ": " + e.getOriginalMessage(), e);
        }
    }

    private static String place(JsonProcessingException e) {
        boolean known =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty();
        return known ? ", at " + ((JsonMappingException) e).getPathReference() : "";
    }

    private static void requireOneValue(String json) {
        try (JsonParser parser = Strict.FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("The section is empty; give it one JSON value, null at least");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("The section goes on after its JSON value, at "
                        + parser.currentTokenLocation().offsetDescription());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The section is no valid JSON: " + e.getMessage(), e);
        }
    }

    /** Loaded with the first section only. */
    private static final class Strict {
        static final JsonFactory FACTORY = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
    }

    /** Loaded with the first section that is parsed or written: databind costs a fresh JVM a fifth of a second. */
    private static final class Mapper {
        static final JsonMapper INSTANCE = JsonMapper.builder(Strict.FACTORY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .findAndAddModules()
                .build();
    }
}
