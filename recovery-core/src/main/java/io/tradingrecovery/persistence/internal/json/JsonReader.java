package io.tradingrecovery.persistence.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strictly, over Jackson's streaming parser: a missing or duplicate field, a null, a number where an amount is
 * written as text, and anything after the document are errors that name the field. Not thread-safe.
 *
 * <p>A field is read with the value it had before, which must be absent: {@code symbol = in.text(symbol)}. That is how a
 * duplicate is noticed without keeping a set of names an object.
 */
public final class JsonReader implements Closeable {

    /** The deepest nesting of a document: that of a strategy's section, and what is around it. */
    private static final int MAX_DEPTH = 210;

    private static final int LONGEST_AMOUNT = 400;
    private static final int LONG_DIGITS = 18;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(64 << 20)
                    .build())
            .build();

    /** Reads one value at the reader's place. */
    @FunctionalInterface
    public interface Value<T> {
        /** The value; the reader stands behind it afterwards. */
        T read(JsonReader in) throws IOException;
    }

    private final byte[] bytes;
    private final int offset;
    private final JsonParser parser;

    /** Reads {@code bytes} from {@code offset} to their end. */
    public JsonReader(byte[] bytes, int offset) throws IOException {
        this.bytes = bytes;
        this.offset = offset;
        this.parser = FACTORY.createParser(bytes, offset, bytes.length - offset);
        parser.nextToken();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Enters the object at this place. */
    public void beginObject() throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
    }

    /** The name of the object's next field, or nothing at its end, which is passed. The reader then stands at the value. */
    public @Nullable String nextField() throws IOException {
        String name = parser.nextFieldName();
        if (name == null) {
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw wrong("a field or the end of the object");
            }
            return null;
        }
        parser.nextToken();
        return name;
    }

    /** Fails unless the document ends here. */
    public void endDocument() throws IOException {
        if (parser.nextToken() != null) {
            throw new JsonFormatException("something follows the document at byte "
                    + parser.currentTokenLocation().getByteOffset());
        }
    }

    /** Reads a string. */
    public String text(@Nullable String before) throws IOException {
        once(before);
        expect(JsonToken.VALUE_STRING, "a text");
        return parser.getText();
    }

    /** Reads one of an enum's names. */
    public <E extends Enum<E>> E constant(@Nullable E before, Class<E> type) throws IOException {
        once(before);
        expect(JsonToken.VALUE_STRING, "a text");
        String name = parser.getText();
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException(path() + " is " + name + ", which is no " + type.getSimpleName(), e);
        }
    }

    /** Reads a whole number. */
    public long number(@Nullable Long before) throws IOException {
        once(before);
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getLongValue();
    }

    /** Reads a truth value. */
    public boolean bool(@Nullable Boolean before) throws IOException {
        once(before);
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw wrong("true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** Reads an amount, which is written as a text. */
    public BigDecimal amount(@Nullable BigDecimal before) throws IOException {
        once(before);
        expect(JsonToken.VALUE_STRING, "an amount as a text");
        char[] chars = parser.getTextCharacters();
        int start = parser.getTextOffset();
        int count = parser.getTextLength();
        BigDecimal small = smallAmount(chars, start, count);
        if (small != null) {
            return small;
        }
        if (count > LONGEST_AMOUNT) {
            throw new JsonFormatException(path() + " is a number of " + count + " characters");
        }
        try {
            return new BigDecimal(chars, start, count);
        } catch (NumberFormatException e) {
            throw new JsonFormatException(
                    path() + " is " + new String(chars, start, count) + ", which is no amount", e);
        }
    }

    private static @Nullable BigDecimal smallAmount(char[] chars, int start, int count) {
        int end = start + count;
        boolean negative = count > 0 && chars[start] == '-';
        int first = negative ? start + 1 : start;
        if (end - first > LONG_DIGITS || first == end) {
            return null;
        }
        long unscaled = 0;
        int point = -1;
        for (int i = first; i < end; i++) {
            char c = chars[i];
            if (c >= '0' && c <= '9') {
                unscaled = unscaled * 10 + (c - '0');
            } else if (c == '.' && point < 0 && i > first && i < end - 1) {
                point = i;
            } else {
                return null;
            }
        }
        return BigDecimal.valueOf(negative ? -unscaled : unscaled, point < 0 ? 0 : end - 1 - point);
    }

    /** Reads a time. */
    public Instant instant(@Nullable Instant before) throws IOException {
        once(before);
        expect(JsonToken.VALUE_STRING, "a time as a text");
        char[] chars = parser.getTextCharacters();
        int start = parser.getTextOffset();
        int count = parser.getTextLength();
        try {
            Instant common = commonInstant(chars, start, count);
            return common != null ? common : Instant.parse(new String(chars, start, count));
        } catch (DateTimeException e) {
            throw new JsonFormatException(
                    path() + " is " + new String(chars, start, Math.min(count, 64)) + ", which is no time", e);
        }
    }

    /** The form {@code 2026-11-23T14:30:00[.fraction]Z}, which is all but the odd case; nothing for any other. */
    private static @Nullable Instant commonInstant(char[] chars, int start, int count) {
        if (count < 20
                || count > 30
                || chars[start + 4] != '-'
                || chars[start + 7] != '-'
                || chars[start + 10] != 'T'
                || chars[start + 13] != ':'
                || chars[start + 16] != ':'
                || chars[start + count - 1] != 'Z') {
            return null;
        }
        int year = digits(chars, start, 4);
        int month = digits(chars, start + 5, 2);
        int day = digits(chars, start + 8, 2);
        int hour = digits(chars, start + 11, 2);
        int minute = digits(chars, start + 14, 2);
        int second = digits(chars, start + 17, 2);
        int fractionDigits = count - 21;
        int fraction = 0;
        if (count > 20) {
            if (chars[start + 19] != '.' || fractionDigits < 1) {
                return null;
            }
            fraction = digits(chars, start + 20, fractionDigits);
        }
        if ((year | month | day | hour | minute | second | fraction) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        for (int i = fractionDigits; i < 9 && fraction != 0; i++) {
            fraction *= 10;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds, fraction);
    }

    private static int digits(char[] chars, int start, int count) {
        int value = 0;
        for (int i = start; i < start + count; i++) {
            int digit = chars[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Reads an array, value by value. */
    public <T> List<T> list(@Nullable List<T> before, Value<T> value) throws IOException {
        once(before);
        expect(JsonToken.START_ARRAY, "a list");
        List<T> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value.read(this));
        }
        return items;
    }

    /** Reads an object whose keys are data. */
    public <T> SortedMap<String, T> map(@Nullable Map<String, T> before, Value<T> value) throws IOException {
        once(before);
        beginObject();
        SortedMap<String, T> items = new TreeMap<>();
        for (String key = nextField(); key != null; key = nextField()) {
            if (items.put(key, value.read(this)) != null) {
                throw new JsonFormatException(path() + " is there twice");
            }
        }
        return items;
    }

    /** Reads a nested object, which the field must not have held before. */
    public <T> T object(@Nullable T before, Value<T> value) throws IOException {
        once(before);
        return value.read(this);
    }

    /** Reads whatever value stands here, byte for byte. */
    public String raw() throws IOException {
        int start = offset + (int) parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            // A string is parsed lazily; only its text moves the parser to its end.
            parser.getTextLength();
        }
        parser.skipChildren();
        int end = offset + (int) parser.currentLocation().getByteOffset();
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** The failure that an object has a field this format does not know. */
    public JsonFormatException unknown(String field) {
        return new JsonFormatException(path() + ": " + field + " is no field of this format version");
    }

    /** The value of a field that must be there. */
    public <T> T required(@Nullable T value, String field) throws JsonFormatException {
        if (value == null) {
            throw new JsonFormatException(path() + ": " + field + " is missing");
        }
        return value;
    }

    private void once(@Nullable Object before) throws JsonFormatException {
        if (before != null) {
            throw new JsonFormatException(path() + " is there twice");
        }
    }

    private void expect(JsonToken token, String what) throws IOException {
        if (parser.currentToken() != token) {
            throw wrong(what);
        }
    }

    private JsonFormatException wrong(String expected) {
        return new JsonFormatException(path() + " is " + parser.currentToken() + " where " + expected + " belongs");
    }

    private String path() {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return pointer.isEmpty() ? "the document" : pointer;
    }
}
