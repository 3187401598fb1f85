package protectv.audit.report;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The first of many things in an order, however many there are: only those are held. */
final class Foremost<T> {

    private final Comparator<T> order;
    private final int most;
    private final PriorityQueue<T> held;

    Foremost(Comparator<T> order, int most) {
        this.order = order;
        this.most = most;
        this.held = new PriorityQueue<>(order.reversed());
    }

    void add(T value) {
        if (held.size() < most) {
            held.add(value);
        } else if (most > 0 && order.compare(value, held.element()) < 0) {
            held.remove();
            held.add(value);
        }
    }

    /** In their order. */
    List<T> list() {
        return held.stream().sorted(order).toList();
    }
}
