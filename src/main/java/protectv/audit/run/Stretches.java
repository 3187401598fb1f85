package protectv.audit.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.KeptEvents;
import protectv.audit.event.Event;
import protectv.audit.finding.Window;

/**
 * Cuts the windows of a run into stretches whose events fit into memory, one after the other, each with what its rules still
 * need of the time before. Where the cuts lie changes no finding; a window is never cut. Not thread-safe.
 */
final class Stretches {

    /** What an event takes beside its line, roughly. */
    private static final long OBJECTS = 300;

    /** Once in the line, and mostly once more in the message. */
    private static final long CHARACTER = 2;

    /** One is judged, and the next is made ready. */
    private static final long AT_ONCE = 2;

    private final AuditSettings settings;
    private final CompiledRules rules;
    private final Iterator<Window> windows;
    private final Iterator<Event> events;
    private @Nullable Window nextWindow;
    private @Nullable Event nextEvent;
    private List<Event> before;

    /** @param events of the period, by time */
    Stretches(
            AuditSettings settings,
            CompiledRules rules,
            SortedSet<Window> windows,
            List<Event> earlier,
            Iterator<Event> events) {
        this.settings = settings;
        this.rules = rules;
        this.windows = windows.iterator();
        this.events = events;
        this.before = earlier;
        this.nextWindow = next(this.windows);
        this.nextEvent = next(this.events);
    }

    private static <T> @Nullable T next(Iterator<T> some) {
        return some.hasNext() ? some.next() : null;
    }

    /** Windows that are judged by the same events. */
    record Stretch(List<Window> windows, KeptEvents kept) {}

    /** The stretch that follows; nothing behind the last. */
    Optional<Stretch> next() {
        Window window = nextWindow;
        if (window == null) {
            return Optional.empty();
        }
        KeptEvents kept = new KeptEvents(rules);
        Instant start = window.start();
        before.stream().filter(event -> isNeededAt(start, event)).forEach(kept::add);
        List<Window> own = new ArrayList<>();
        long bytes = 0;
        for (; window != null && bytes < settings.room() / AT_ONCE; window = next(windows)) {
            own.add(window);
            long end = window.end().toEpochMilli();
            Event event = nextEvent;
            for (; event != null && event.time() < end; event = next(events)) {
                kept.add(event);
                bytes += OBJECTS + CHARACTER * event.source().text().length();
            }
            nextEvent = event;
        }
        nextWindow = window;
        kept.sort();
        before = kept.all();
        return Optional.of(new Stretch(own, kept));
    }

    private boolean isNeededAt(Instant start, Event event) {
        return settings.keepAll()
                ? event.time() >= start.minus(rules.longestLookBack()).toEpochMilli()
                : rules.isNeededAt(start, event);
    }
}
