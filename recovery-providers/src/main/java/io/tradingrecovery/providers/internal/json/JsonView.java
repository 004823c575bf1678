package io.tradingrecovery.providers.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value and where it stands. Members are read as a type: one of another type is a {@link JsonProblem} that names
 * place and value, never a default. A member that is null counts as absent. Immutable and safe to share between threads.
 */
public final class JsonView {

    private static final int SHOWN = 60;
    private static final int MOST_DIGITS = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(100)
                            .maxStringLength(100_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String place;
    private final JsonNode node;

    private JsonView(String place, JsonNode node) {
        this.place = place;
        this.node = node;
    }

    /**
     * Parses one JSON value, decimals exactly.
     *
     * @throws JsonProblem if the text is empty, is cut, goes on after the value, or is no JSON
     */
    public static JsonView parse(byte[] text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw new JsonProblem("the body is empty");
            }
            return new JsonView("body", node);
        } catch (JsonProcessingException e) {
            throw new JsonProblem("the body is no JSON: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new JsonProblem("the body is no JSON: " + e.getClass().getSimpleName());
        }
    }

    /** The same, or absent if it is no JSON object. */
    public static @Nullable JsonView objectOrNull(byte[] text) {
        try {
            JsonView view = parse(text);
            return view.node.isObject() ? view : null;
        } catch (JsonProblem noJson) {
            return null;
        }
    }

    /** Where it stands, such as {@code body.quotes.AAPL}. */
    public String place() {
        return place;
    }

    /** Whether it is an array. */
    public boolean isArray() {
        return node.isArray();
    }

    /** Whether there is a member of this name that is not null. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The member, an object. */
    public JsonView object(String name) {
        JsonView view = optionalObject(name);
        if (view == null) {
            throw missing(name);
        }
        return view;
    }

    /** The member, an object; absent if it is not there. */
    public @Nullable JsonView optionalObject(String name) {
        JsonNode member = member(name);
        if (member == null) {
            return null;
        }
        if (!member.isObject()) {
            throw wrong(name, member, "an object");
        }
        return new JsonView(place + "." + name, member);
    }

    /** Itself, an array: its elements, each an object. */
    public List<JsonView> objects() {
        if (!node.isArray()) {
            throw new JsonProblem(place + " is " + shown(node.toString()) + ", not an array");
        }
        List<JsonView> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            String at = place + "[" + i + "]";
            if (!node.get(i).isObject()) {
                throw new JsonProblem(at + " is " + shown(node.get(i).toString()) + ", not an object");
            }
            elements.add(new JsonView(at, node.get(i)));
        }
        return elements;
    }

    /** The member, an array of objects. */
    public List<JsonView> objects(String name) {
        JsonNode member = member(name);
        if (member == null) {
            throw missing(name);
        }
        return new JsonView(place + "." + name, member).objects();
    }

    /** The member, a text that is not blank. */
    public String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    /** The member, a text; absent if it is not there or blank. */
    public @Nullable String optionalText(String name) {
        JsonNode member = member(name);
        if (member == null) {
            return null;
        }
        if (!member.isTextual()) {
            throw wrong(name, member, "a text");
        }
        return member.textValue().isBlank() ? null : member.textValue();
    }

    /** The member, a number or a text that is one. */
    public BigDecimal amount(String name) {
        BigDecimal amount = optionalAmount(name);
        if (amount == null) {
            throw missing(name);
        }
        return amount;
    }

    /** The member, a number or a text that is one, exact to the last digit; absent if it is not there or blank. */
    public @Nullable BigDecimal optionalAmount(String name) {
        JsonNode member = member(name);
        if (member == null || (member.isTextual() && member.textValue().isBlank())) {
            return null;
        }
        BigDecimal amount = amount(name, member);
        if (amount.precision() > MOST_DIGITS || Math.abs((long) amount.scale()) > MOST_DIGITS) {
            throw wrong(name, member, "a number of up to " + MOST_DIGITS + " digits");
        }
        return amount;
    }

    private BigDecimal amount(String name, JsonNode member) {
        if (member.isNumber()) {
            return member.decimalValue();
        }
        try {
            if (member.isTextual() && member.textValue().length() <= 100) {
                return new BigDecimal(member.textValue());
            }
        } catch (NumberFormatException noNumber) {
            // said below
        }
        throw wrong(name, member, "a number");
    }

    /** The member, a price; absent if it is not there or 0, which APIs write for "none". */
    public @Nullable BigDecimal optionalPrice(String name) {
        BigDecimal price = optionalAmount(name);
        return price == null || price.signum() == 0 ? null : price;
    }

    /** The member, true or false; false if it is not there. */
    public boolean flag(String name) {
        JsonNode member = member(name);
        if (member == null) {
            return false;
        }
        if (!member.isBoolean()) {
            throw wrong(name, member, "true or false");
        }
        return member.booleanValue();
    }

    /** The member, a time by RFC 3339. */
    public Instant time(String name) {
        return Times.rfc3339(place + "." + name, text(name));
    }

    /** The member, a time by RFC 3339; absent if it is not there. */
    public @Nullable Instant optionalTime(String name) {
        String text = optionalText(name);
        return text == null ? null : Times.rfc3339(place + "." + name, text);
    }

    /** The member, a time since the epoch in whichever unit. */
    public Instant epoch(String name) {
        return Times.epoch(place + "." + name, amount(name));
    }

    private @Nullable JsonNode member(String name) {
        if (!node.isObject()) {
            throw new JsonProblem(place + " is " + shown(node.toString()) + ", not an object");
        }
        JsonNode member = node.get(name);
        return member == null || member.isNull() ? null : member;
    }

    private JsonProblem missing(String name) {
        return new JsonProblem(place + "." + name + " is missing");
    }

    private JsonProblem wrong(String name, JsonNode member, String expected) {
        return new JsonProblem(place + "." + name + " is " + shown(member.toString()) + ", not " + expected);
    }

    static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().map(JsonView::shown).orElse("");
    }

    @Override
    public String toString() {
        return place;
    }
}
