package protectv.audit.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.Event;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.Witness;
import protectv.audit.rule.Span;

/**
 * The events of one key by time, as {@code timeline( $event )} collects them in a rule. Its methods take time linear in
 * the number of events, however close together these are.
 */
public final class Timeline {

    private final List<Event> events;
    private final Map<String, Balance> balances = new HashMap<>();
    private long[] attempts = {};

    public Timeline(List<Event> unordered) {
        List<Event> sorted = new ArrayList<>(unordered);
        sorted.sort(Witness.BY_TIME);
        this.events = List.copyOf(sorted);
    }

    /**
     * The moments at which so many attempts within the span were reached: each event that makes the number, where the
     * events of the span before it did not. A flood that goes on is one burst. What is a burst depends on one span only,
     * so it is the same wherever a window begins.
     *
     * @param span as in {@code "10m"}; both of its ends count
     */
    public List<Burst> bursts(int atLeast, String span) {
        return bursts(atLeast, span, new Attempts());
    }

    /**
     * The same for different values of a property: {@code burstsOf( "user", 10, "10m" )} are the moments at which ten
     * users were reached. Events without the property do not count.
     *
     * @throws IllegalArgumentException where no fact has such a property
     */
    public List<Burst> burstsOf(String property, int atLeast, String span) {
        return bursts(atLeast, span, new Distinct(property(property)));
    }

    /**
     * True where there were so many attempts within the span that ends with an event: {@code atLeast( 5, "10m", $login )}.
     * Both ends of the span count. Takes time logarithmic in the number of events.
     */
    public boolean atLeast(int atLeast, String span, Event end) {
        long[] sums = attemptsUpTo();
        int from = firstAtOrAfter(end.time() - Span.parse(span).toMillis());
        int behind = firstAtOrAfter(end.time() + 1);
        return behind > from && sums[behind] - sums[from] >= atLeast;
    }

    /**
     * How many of the events that add are left at an event, after those that take one each: tokens made, less tokens used
     * or deleted. Where there is none left, nothing is taken. Counts over the span that ends with the event.
     *
     * @param adds labels of the events that add one, separated by {@code |}
     * @param takes labels of those that take one
     * @param end one of the events of this timeline; what it adds or takes itself does not count
     */
    public long balance(String adds, String takes, String span, Event end) {
        return balances.computeIfAbsent(
                        adds + "\n" + takes + "\n" + span, key -> new Balance(adds, takes, span, events))
                .before(end);
    }

    /**
     * The lines that show what was asked: the events of the span that ends at a time; of a balance, which may look back for
     * a month, the last ones that changed it.
     */
    List<Event> shown(Duration span, long end) {
        long from = end - span.toMillis();
        if (balances.isEmpty()) {
            return events.subList(firstAtOrAfter(from), firstAtOrAfter(end + 1));
        }
        return balances.values().stream()
                .flatMap(balance -> balance.shown(from, end).stream())
                .sorted(Witness.BY_TIME)
                .toList();
    }

    /** At each index the attempts of all events before it. */
    private long[] attemptsUpTo() {
        if (attempts.length == 0) {
            attempts = new long[events.size() + 1];
            for (int i = 0; i < events.size(); i++) {
                attempts[i + 1] = attempts[i] + events.get(i).count();
            }
        }
        return attempts;
    }

    private int firstAtOrAfter(long time) {
        return firstAtOrAfter(events, time);
    }

    static int firstAtOrAfter(List<Event> byTime, long time) {
        int low = 0;
        int high = byTime.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byTime.get(middle).time() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<Burst> bursts(int atLeast, String span, Tally tally) {
        long millis = Span.parse(span).toMillis();
        List<Burst> bursts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            while (event.time() - events.get(start).time() > millis) {
                tally.remove(events.get(start++));
            }
            boolean before = tally.value() >= atLeast;
            tally.add(event);
            if (!before && tally.value() >= atLeast) {
                bursts.add(new Burst(event, events.subList(start, i + 1), tally.value()));
            }
        }
        return bursts;
    }

    private static Function<Event, @Nullable Object> property(String name) {
        return switch (name) {
            case "user" -> event -> event instanceof LoginEvent login ? login.user() : null;
            case "peer" -> event -> event instanceof LoginEvent login ? login.peer() : null;
            case "host" -> event -> event instanceof LoginEvent login ? login.host() : null;
            case "manager" -> event -> event instanceof AuditEvent audit ? audit.manager() : null;
            case "event" -> Event::event;
            case "clientName" ->
                event -> event instanceof AuditEvent audit
                        ? audit.clientName()
                        : event instanceof ClientEvent client ? client.clientName() : null;
            default ->
                throw new IllegalArgumentException("no fact has the property " + name
                        + "; different values can be counted of user, peer, host, manager, clientName and event");
        };
    }

    /** What is counted within the span. */
    private interface Tally {

        void add(Event event);

        void remove(Event event);

        long value();
    }

    private static final class Attempts implements Tally {

        private long sum;

        @Override
        public void add(Event event) {
            sum += event.count();
        }

        @Override
        public void remove(Event event) {
            sum -= event.count();
        }

        @Override
        public long value() {
            return sum;
        }
    }

    private static final class Distinct implements Tally {

        private final Function<Event, @Nullable Object> property;
        private final Map<Object, Long> seen = new HashMap<>();

        Distinct(Function<Event, @Nullable Object> property) {
            this.property = property;
        }

        @Override
        public void add(Event event) {
            Object value = property.apply(event);
            if (value != null) {
                seen.merge(value, 1L, Long::sum);
            }
        }

        @Override
        public void remove(Event event) {
            Object value = property.apply(event);
            if (value != null) {
                seen.computeIfPresent(value, (key, count) -> count == 1 ? null : Objects.requireNonNull(count) - 1);
            }
        }

        @Override
        public long value() {
            return seen.size();
        }
    }
}
