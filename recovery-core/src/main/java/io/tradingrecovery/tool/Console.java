package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.internal.json.JsonWriter;
import io.tradingrecovery.recovery.internal.Invisible;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Where a command prints: results on one stream, what went wrong on the other, both in UTF-8. */
final class Console {

    private final PrintStream out;
    private final PrintStream err;

    Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Prints a line of the result. */
    void line(String text) {
        out.println(printable(text));
    }

    /** Prints a line of what went wrong. */
    void error(String text) {
        err.println(printable(text));
    }

    /** Prints a table, if it has rows. */
    void table(Table table) {
        table.lines().forEach(this::line);
    }

    /** Prints the lines of a page. */
    void page(String text) {
        text.lines().forEach(this::line);
    }

    /** Prints one JSON object in one line. */
    void json(Consumer<JsonWriter> fields) {
        JsonWriter json = new JsonWriter(1 << 12, Integer.MAX_VALUE - 8);
        json.beginObject();
        fields.accept(json);
        json.endObject().endLine();
        out.write(json.buffer(), 0, json.length());
        out.flush();
    }

    /** Prints a JSON object as it was written. */
    void jsonDocument(String json) {
        out.println(json.strip());
    }

    /** Texts come from files that anybody may have written: none of them steers the terminal. */
    private static String printable(String text) {
        return Invisible.replaced(text, '?');
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** The streams of this process. */
    static Console ofThisProcess() {
        return new Console(
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8));
    }
}
