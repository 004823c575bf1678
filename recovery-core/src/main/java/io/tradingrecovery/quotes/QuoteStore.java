package io.tradingrecovery.quotes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Where the last known quotes are kept from one run of the program to the next. One thread at a time uses it.
 *
 * <p>Losing them is no disaster: a chain goes on without, and says so.
 */
public interface QuoteStore {

    /**
     * What was saved last; empty if nothing ever was. What can't be read is kept for an operator to look at, and never
     * overwritten.
     *
     * @throws IOException if there is something and it can't be read; the message says where it is kept
     */
    Collection<Quote> load() throws IOException;

    /**
     * Replaces what was saved, all or nothing.
     *
     * @throws IOException if it may not be there; what was saved before stands
     */
    void save(Collection<Quote> quotes) throws IOException;

    /** A store in one JSON file, of an existing directory. */
    static QuoteStore file(Path file) {
        return new FileQuoteStore(file);
    }
}
