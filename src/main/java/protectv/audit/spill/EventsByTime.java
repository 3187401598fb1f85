package protectv.audit.spill;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import protectv.audit.event.Event;

/** Events of several runs, each by time, as one. A run is opened when its first event is due: logs are nearly in order. */
final class EventsByTime implements Iterator<Event> {

    static final Comparator<Event> ORDER = Comparator.comparingLong(Event::time).thenComparingLong(Event::seq);

    private final PriorityQueue<Run> runs = new PriorityQueue<>((one, other) -> ORDER.compare(one.next, other.next));

    EventsByTime(Collection<List<Event>> runs) {
        for (List<Event> run : runs) {
            if (!run.isEmpty()) {
                this.runs.add(new Run(run));
            }
        }
    }

    private static final class Run {

        private final List<Event> events;
        private Iterator<Event> left;
        private Event next;
        private boolean open;

        Run(List<Event> events) {
            this.events = events;
            this.next = events.get(0);
            this.left = List.<Event>of().iterator();
        }

        /** @return false at the end */
        boolean advance() {
            if (!open) {
                open = true;
                left = events.iterator();
                left.next();
            }
            if (!left.hasNext()) {
                return false;
            }
            next = left.next();
            return true;
        }
    }

    @Override
    public boolean hasNext() {
        return !runs.isEmpty();
    }

    @Override
    public Event next() {
        Run first = runs.poll();
        if (first == null) {
            throw new NoSuchElementException();
        }
        Event event = first.next;
        if (first.advance()) {
            runs.add(first);
        }
        return event;
    }
}
