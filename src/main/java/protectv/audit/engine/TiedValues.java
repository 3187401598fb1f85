package protectv.audit.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;

/**
 * The values by which the candidates of one pattern are tied to those of another, each different value as a number: events
 * are asked for them once, and no more in every window that looks back on them.
 */
final class TiedValues {

    private static final int NONE = -1;

    /** The value of each candidate here, by its place. */
    private final int[] own;

    /** The value of each candidate there, by its place; {@link #NONE} where no candidate here has it. */
    private final int[] others;

    /** The places of the candidates here that have a value, by the value. */
    private final List<Ints> places;

    private TiedValues(int[] own, int[] others, List<Ints> places) {
        this.own = own;
        this.others = others;
        this.places = places;
    }

    static TiedValues of(List<Event> all, EventPattern.Tie tie, Ints here, Ints there) {
        Map<@Nullable Object, Integer> numbers = new HashMap<>();
        List<Ints> places = new ArrayList<>();
        int[] own = new int[here.size()];
        for (int place = 0; place < own.length; place++) {
            int number = numbers.computeIfAbsent(tie.own().apply(all.get(here.get(place))), value -> {
                places.add(new Ints());
                return places.size() - 1;
            });
            own[place] = number;
            places.get(number).add(place);
        }
        int[] others = new int[there.size()];
        for (int place = 0; place < others.length; place++) {
            others[place] = numbers.getOrDefault(tie.others().apply(all.get(there.get(place))), NONE);
        }
        return new TiedValues(own, others, places);
    }

    /** How many different values there are here. */
    int different() {
        return places.size();
    }

    /** Those of some places here whose value some place there has, too. */
    int[] onlyWithValuesOf(int[] placesThere, int[] placesHere) {
        BitSet values = values(placesThere);
        int[] left = new int[placesHere.length];
        int size = 0;
        for (int place : placesHere) {
            if (values.get(own[place])) {
                left[size++] = place;
            }
        }
        return Arrays.copyOf(left, size);
    }

    /** All places here within a range whose value some place there has, in order. */
    int[] placesWithValuesOf(int[] placesThere, int from, int until) {
        BitSet found = new BitSet();
        values(placesThere).stream().forEach(value -> {
            Ints of = places.get(value);
            for (int i = of.firstAtLeast(from); i < of.size() && of.get(i) < until; i++) {
                found.set(of.get(i) - from);
            }
        });
        return found.stream().map(place -> place + from).toArray();
    }

    private BitSet values(int[] placesThere) {
        BitSet values = new BitSet();
        for (int place : placesThere) {
            if (others[place] != NONE) {
                values.set(others[place]);
            }
        }
        return values;
    }
}
