package protectv.audit.spill;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Texts that come again and again (hosts, programs, what a message says), held once and known by a number. Its places are
 * bounded, whatever a log says: a text that finds none is written out each time. Safe for several threads.
 */
final class Words {

    static final int NONE = -1;

    private static final int PLACES = 1 << 16;
    private static final int LONGEST = 64;

    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<String> words = new AtomicReferenceArray<>(PLACES);
    private int taken;

    /** Its number from now on; {@link #NONE} where there is no place for it. */
    int number(String text) {
        Integer known = numbers.get(text);
        return known != null ? known : text.length() > LONGEST ? NONE : add(text);
    }

    private synchronized int add(String text) {
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        if (taken == PLACES) {
            return NONE;
        }
        int number = taken++;
        words.set(number, text);
        numbers.put(text, number);
        return number;
    }

    String word(int number) {
        return requireNonNull(words.get(number));
    }
}
