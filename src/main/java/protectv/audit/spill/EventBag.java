package protectv.audit.spill;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;

/**
 * Events in no order, as many as there may be: in memory while there is room, then in runs on the disk, each by time. Filled
 * by one thread, asked then. One that is sent elsewhere arrives with all of its events.
 */
public final class EventBag implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Room is asked for in steps, for all threads ask. */
    private static final int STEP = 256 * 1024;

    private final transient Spill spill;
    private final transient List<List<Event>> runs = new ArrayList<>();
    private transient @Nullable Batch open;
    private transient int reserved;

    public EventBag(Spill spill) {
        this.spill = spill;
    }

    /** What goes to another machine: the events themselves. */
    private record Sent(List<Event> events) implements Serializable {

        private Object readResolve() {
            EventBag bag = new EventBag(Spill.none());
            events.forEach(bag::add);
            return bag;
        }
    }

    private Object writeReplace() {
        List<Event> events = new ArrayList<>();
        byTime().forEachRemaining(events::add);
        return new Sent(events);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a bag is read as it was written");
    }

    public void add(Event event) {
        Batch batch = open;
        if (batch == null) {
            batch = spill.batch();
            open = batch;
        }
        batch.append(event);
        if (batch.bytes() > reserved) {
            if (spill.reserve(STEP)) {
                reserved += STEP;
            } else if (batch.bytes() - reserved >= spill.leastRun()) {
                settle();
            }
        }
        if (!batch.hasRoom()) {
            settle();
        }
    }

    /** Says that no more events come from this thread: those that have no room go to the disk. */
    public void settle() {
        Batch batch = open;
        if (batch == null) {
            return;
        }
        open = null;
        batch.close();
        if (batch.bytes() <= reserved) {
            runs.add(batch);
        } else {
            runs.add(spill.store(batch));
            spill.release(reserved);
        }
        reserved = 0;
    }

    /** Takes in the events of another, which is of no use then. */
    public void addAll(EventBag other) {
        settle();
        other.settle();
        runs.addAll(other.runs);
    }

    /** How many there are. */
    public long size() {
        return runs.stream().mapToLong(List::size).sum() + (open == null ? 0 : open.size());
    }

    /** Says that nothing more comes from anywhere: where some lie on the disk all do, and the memory is free for other work. */
    public void close() {
        settle();
        if (spill.bytes() > 0) {
            runs.replaceAll(run -> run instanceof Batch batch ? spill.store(batch) : run);
        }
    }

    /** How many bytes of them are in memory. */
    long heldBytes() {
        long held = open == null ? 0 : open.bytes();
        for (List<Event> run : runs) {
            held += run instanceof Batch batch ? batch.bytes() : 0;
        }
        return held;
    }

    /** All of them by time, as often as asked. */
    public Iterator<Event> byTime() {
        settle();
        return new EventsByTime(runs);
    }
}
