package protectv.audit.spill;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Values that stay in memory, for there are few, each known by a number. Safe for several threads. */
final class Known<T> {

    private final Map<T, Integer> numbers = new ConcurrentHashMap<>();
    private final List<T> values = new CopyOnWriteArrayList<>();

    int number(T value) {
        Integer known = numbers.get(value);
        return known != null ? known : add(value);
    }

    private synchronized int add(T value) {
        return numbers.computeIfAbsent(value, key -> {
            values.add(key);
            return values.size() - 1;
        });
    }

    T value(int number) {
        return values.get(number);
    }
}
