package io.tradingrecovery.persistence.internal.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes JSON into one growing byte array, as a save needs it: the fixed forms of amounts and times, no allocation a
 * value, and next to no class to load. Field names are ASCII and are not escaped. Not thread-safe; reusable after
 * {@link #reset}.
 */
public final class JsonWriter {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_CHAR = 6;
    private static final int LONGEST_LONG = 20;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final int limit;
    private final InstantText times = new InstantText();
    private byte[] buffer;
    private int length;
    private boolean comma;

    /** A writer of documents of at most {@code limit} bytes; writing more throws {@link TooLargeException}. */
    public JsonWriter(int initialCapacity, int limit) {
        this.buffer = new byte[initialCapacity];
        this.limit = limit;
    }

    /** Starts again from nothing, keeping the buffer. */
    public void reset() {
        length = 0;
        comma = false;
    }

    /** The buffer written so far; valid up to {@link #length()} and until the next write. */
    public byte[] buffer() {
        return buffer;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    /** Opens an object. */
    public JsonWriter beginObject() {
        return begin('{');
    }

    /** Closes an object. */
    public JsonWriter endObject() {
        return end('}');
    }

    /** Opens an array. */
    public JsonWriter beginArray() {
        return begin('[');
    }

    /** Closes an array. */
    public JsonWriter endArray() {
        return end(']');
    }

    /** Writes the name of the next value, which must be ASCII without quotes and backslashes. */
    public JsonWriter name(String name) {
        int characters = name.length();
        separate(characters + 3);
        int end = copyAscii(name, buffer, length);
        buffer[end] = ':';
        length = end + 1;
        comma = false;
        return this;
    }

    /** Writes the name of the next value, whatever it holds. */
    public JsonWriter key(String key) {
        text(key);
        reserve(1);
        buffer[length++] = ':';
        comma = false;
        return this;
    }

    /** Writes a string. */
    public JsonWriter text(String value) {
        int characters = value.length();
        separate((long) characters * LONGEST_CHAR + 2);
        byte[] out = buffer;
        int at = length;
        out[at++] = '"';
        for (int i = 0; i < characters; i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                out[at++] = (byte) c;
            } else if (c < 0x80) {
                at = escape(out, at, c);
            } else if (Character.isSurrogate(c)) {
                i++;
                if (i == characters || !Character.isSurrogatePair(c, value.charAt(i))) {
                    throw new IllegalArgumentException("Half a surrogate pair in: " + value);
                }
                at = utf8(out, at, Character.toCodePoint(c, value.charAt(i)));
            } else {
                at = utf8(out, at, c);
            }
        }
        out[at++] = '"';
        length = at;
        comma = true;
        return this;
    }

    private static int utf8(byte[] out, int start, int point) {
        int at = start;
        if (point < 0x800) {
            out[at++] = (byte) (0xc0 | (point >> 6));
        } else {
            if (point < 0x10000) {
                out[at++] = (byte) (0xe0 | (point >> 12));
            } else {
                out[at++] = (byte) (0xf0 | (point >> 18));
                out[at++] = continuation(point >> 12);
            }
            out[at++] = continuation(point >> 6);
        }
        out[at++] = continuation(point);
        return at;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    private static int escape(byte[] out, int start, char c) {
        int at = start;
        out[at++] = '\\';
        switch (c) {
            case '"', '\\' -> out[at++] = (byte) c;
            case '\n' -> out[at++] = 'n';
            case '\r' -> out[at++] = 'r';
            case '\t' -> out[at++] = 't';
            default -> {
                out[at++] = 'u';
                out[at++] = '0';
                out[at++] = '0';
                out[at++] = HEX[c >> 4];
                out[at++] = HEX[c & 0xf];
            }
        }
        return at;
    }

    /** Writes an amount as a string in plain notation, so that no reader makes a double of it. */
    public JsonWriter amount(BigDecimal value) {
        // toString is cached in the value, and differs from the plain form only for exponents it writes as E.
        boolean plain = value.scale() >= 0 && value.precision() - 1L - value.scale() >= -6;
        return ascii(plain ? value.toString() : value.toPlainString());
    }

    /** Writes a time as ISO 8601 in UTC, as {@link Instant#toString} does. */
    public JsonWriter instant(Instant value) {
        if (!InstantText.isCommon(value)) {
            return ascii(value.toString());
        }
        separate(InstantText.LONGEST + 2);
        buffer[length] = '"';
        int end = times.write(value, buffer, length + 1);
        buffer[end] = '"';
        length = end + 1;
        comma = true;
        return this;
    }

    /** Writes a whole number. */
    public JsonWriter number(long value) {
        separate(LONGEST_LONG);
        String digits = Long.toString(value);
        for (int i = 0; i < digits.length(); i++) {
            buffer[length++] = (byte) digits.charAt(i);
        }
        comma = true;
        return this;
    }

    /** Writes a truth value. */
    public JsonWriter bool(boolean value) {
        return raw(value ? "true" : "false");
    }

    /** Writes a JSON value as it stands. */
    public JsonWriter raw(String json) {
        return raw(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes UTF-8 bytes of a JSON value as they stand. */
    public JsonWriter raw(byte[] json) {
        separate(json.length);
        System.arraycopy(json, 0, buffer, length, json.length);
        length += json.length;
        comma = true;
        return this;
    }

    /** Ends the document with a line feed. */
    public JsonWriter endLine() {
        reserve(1);
        buffer[length++] = '\n';
        return this;
    }

    /** Writes the name of an enum's value, which must be ASCII. */
    public JsonWriter constant(Enum<?> value) {
        return ascii(value.name());
    }

    private JsonWriter ascii(String value) {
        int characters = value.length();
        separate(characters + 2L);
        length = copyAscii(value, buffer, length);
        comma = true;
        return this;
    }

    /** Copies in one go what a loop would copy character by character; the method is deprecated for other than ASCII. */
    @SuppressWarnings("deprecation")
    private static int copyAscii(String value, byte[] out, int start) {
        int end = start + 1 + value.length();
        out[start] = '"';
        value.getBytes(0, value.length(), out, start + 1);
        out[end] = '"';
        return end + 1;
    }

    private JsonWriter begin(char bracket) {
        separate(1);
        buffer[length++] = (byte) bracket;
        comma = false;
        return this;
    }

    private JsonWriter end(char bracket) {
        reserve(1);
        buffer[length++] = (byte) bracket;
        comma = true;
        return this;
    }

    private void separate(long more) {
        reserve(more + 1);
        if (comma) {
            buffer[length++] = ',';
        }
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed > buffer.length) {
            requireWithinLimit();
            if (needed > LARGEST_ARRAY) {
                throw new TooLargeException(limit);
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(LARGEST_ARRAY, Math.max(needed, buffer.length * 2L)));
        }
    }

    /** Fails if what was written so far is more than a reader accepts. */
    public void requireWithinLimit() {
        if (length > limit) {
            throw new TooLargeException(limit);
        }
    }

    /** The document would be larger than a reader accepts. */
    public static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLargeException(int limit) {
            super("The state is larger than " + limit
                    + " bytes as JSON. Keep fewer closed orders and fills in it, or raise" + " the limit");
        }
    }
}
