package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** The {@code state} file: names and values, one a line, with a checksum at the end. Replaced atomically. */
public final class StateFile {

    private static final String CHECKSUM = "checksum=";

    private StateFile() {}

    /** What a read gives. */
    public sealed interface Content {
        /** The file is whole. */
        record Whole(Map<String, String> values) implements Content {}

        /** There is no file. */
        record Absent() implements Content {}

        /** The file is not what was written. */
        record Damaged(String reason) implements Content {}
    }

    static void write(Path file, Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder(1024);
        for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
            text.append(entry.getKey())
                    .append('=')
                    .append(escaped(entry.getValue()))
                    .append('\n');
        }
        StateDirectory.replace(file, text + CHECKSUM + checksum(text.toString()) + "\n");
    }

    /** What the file holds. A file that can't be read at all is damaged. */
    public static Content read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return new Content.Absent();
        } catch (IOException e) {
            return new Content.Damaged("it can't be read: " + e);
        }
        int at = text.lastIndexOf(CHECKSUM);
        if (at < 0 || !text.substring(at).equals(CHECKSUM + checksum(text.substring(0, at)) + "\n")) {
            return new Content.Damaged("its checksum is missing or wrong");
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text.substring(0, at)));
        } catch (IOException | IllegalArgumentException e) {
            return new Content.Damaged("it can't be understood: " + e.getMessage());
        }
        Map<String, String> values = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            values.put(name, properties.getProperty(name));
        }
        return new Content.Whole(values);
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\f' -> text.append("\\f");
                case ' ' -> text.append(i == 0 ? "\\ " : " ");
                default -> text.append(c);
            }
        }
        return text.toString();
    }
}
