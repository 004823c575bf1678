package io.tradingrecovery.persistence.internal.storage;

import java.util.Arrays;

/** The content of a file: bytes that grow by writing, with zeros where nothing was written. */
final class GrowingBytes {

    private byte[] array;
    private int length;

    GrowingBytes(byte[] content) {
        array = content.clone();
        length = content.length;
    }

    int length() {
        return length;
    }

    byte[] toArray() {
        return Arrays.copyOf(array, length);
    }

    /** Puts {@code source[from, to)} to {@code position + from}. */
    void put(int position, byte[] source, int from, int to) {
        if (from < to) {
            growTo(position + to);
            System.arraycopy(source, from, array, position + from, to - from);
        }
    }

    void put(int position, byte[] source) {
        put(position, source, 0, source.length);
    }

    void growTo(int newLength) {
        if (newLength > array.length) {
            array = Arrays.copyOf(array, Math.max(newLength, 2 * array.length));
        }
        length = Math.max(length, newLength);
    }
}
