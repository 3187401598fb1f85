package protectv.audit.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.event.SourceRef;
import protectv.audit.event.Witness;

/** Joins the events that earlier runs kept with those that this run read, where both may hold the same lines. */
public final class RememberedEvents {

    private static final Comparator<Event> BY_PLACE = Comparator.<Event, Witness>comparing(
                    event -> event, Witness.BY_TIME)
            .thenComparingLong(Event::seq);

    private RememberedEvents() {}

    /**
     * What makes two events the same one, read twice. Rotation renames files and moves lines, so the place is no part of it.
     *
     * @param origin two machines may write the same words in the same second, each into its own file
     * @param message {@code last message repeated 2 times} stands for what the line before it said
     */
    private record Identity(
            Class<? extends Event> fact,
            long time,
            @Nullable String origin,
            String text,
            String message) {

        static Identity of(Event event) {
            return new Identity(
                    event.getClass(),
                    event.time(),
                    event.origin(),
                    event.source().text(),
                    event.message());
        }
    }

    private record Place(String file, long line) {

        static Place of(Event event) {
            SourceRef source = event.source();
            return new Place(source.file(), source.line());
        }
    }

    /**
     * The events of both. Equal lines of one second are events of their own: an event that is {@code n} times in one list
     * and {@code m} times in the other is in the result as often as in the longer. Of an event that both have, the one that
     * was read now is taken. An event keeps its {@link Event#seq}; the caller sees to it that those of the two lists differ.
     *
     * @return by time, file and line; the order within the lists does not matter
     */
    public static List<Event> merge(List<Event> stored, List<Event> read) {
        Map<Identity, List<Event>> now = read.stream().collect(Collectors.groupingBy(Identity::of));
        Map<Identity, List<Event>> then = stored.stream().collect(Collectors.groupingBy(Identity::of));
        List<Event> all = new ArrayList<>(read);
        then.forEach((identity, events) -> all.addAll(notRead(events, now.getOrDefault(identity, List.of()))));
        all.sort(BY_PLACE);
        return all;
    }

    /** Of the same event as often as it was stored, those beyond what was read. */
    private static List<Event> notRead(List<Event> stored, List<Event> read) {
        if (stored.size() <= read.size()) {
            return List.of();
        }
        // Those that still stand where they stood are surely among what was read; of the rest nobody can tell.
        Set<Place> places = read.stream().map(Place::of).collect(Collectors.toCollection(HashSet::new));
        Comparator<Event> goneFirst = Comparator.comparing(event -> places.contains(Place.of(event)));
        List<Event> byPlace = new ArrayList<>(stored);
        byPlace.sort(goneFirst.thenComparing(BY_PLACE));
        return byPlace.subList(0, stored.size() - read.size());
    }
}
