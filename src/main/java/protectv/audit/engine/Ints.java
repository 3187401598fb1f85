package protectv.audit.engine;

import java.util.Arrays;

/** A list of numbers that takes no more room than they do; here always in ascending order. */
final class Ints {

    private int[] values = new int[4];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    int get(int place) {
        return values[place];
    }

    /** The place of the first that is at least that large; the size where there is none. */
    int firstAtLeast(int value) {
        int found = Arrays.binarySearch(values, 0, size, value);
        return found < 0 ? -found - 1 : found;
    }
}
