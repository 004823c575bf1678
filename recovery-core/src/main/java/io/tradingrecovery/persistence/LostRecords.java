package io.tradingrecovery.persistence;

/**
 * Acknowledged records of the order journal that are gone. Immutable and safe to share between threads.
 *
 * @param first the sequence of the first one
 * @param last the sequence of the last one, never below {@code first}; not every number in between was used
 */
public record LostRecords(long first, long last) {

    @Override
    public String toString() {
        return first == last ? "record " + first : "records " + first + " to " + last;
    }
}
