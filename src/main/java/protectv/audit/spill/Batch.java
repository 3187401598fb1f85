package protectv.audit.spill;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import protectv.audit.event.Event;

/**
 * Events of one thread, as bytes: a third of what they take as objects, and nothing that a collector has to follow. Filled
 * in the order of reading, then closed, and from then on a list by time.
 */
final class Batch extends AbstractList<Event> {

    /** Beyond it no place could be told by an int. */
    private static final int MOST_BYTES = 256 << 20;

    private static final int FIRST_PLACES = 256;

    private final Words words;
    private final Codec<Event> codec;
    private ByteWriter writer;
    private byte[] bytes = new byte[0];
    private long[] times = new long[FIRST_PLACES];
    private int[] starts = new int[FIRST_PLACES + 1];
    private int size;

    Batch(Words words, Codec<Event> codec) {
        this.words = words;
        this.codec = codec;
        this.writer = new ByteWriter(words);
    }

    /** False where it can take no more. */
    boolean hasRoom() {
        return writer.size() < MOST_BYTES;
    }

    void append(Event event) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size + 1);
        }
        codec.write(event, writer);
        times[size++] = event.time();
        starts[size] = writer.size();
    }

    /** Sorts it; nothing can be appended any more. */
    Batch close() {
        // Stable, so that events of the same time stay in the order of reading; and quick, for logs are nearly in
        // order.
        List<Integer> byTime = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(place -> times[place]))
                .toList();
        byte[] sorted = new byte[writer.size()];
        int[] sortedStarts = new int[size + 1];
        for (int i = 0; i < size; i++) {
            int place = byTime.get(i);
            int length = starts[place + 1] - starts[place];
            System.arraycopy(writer.bytes(), starts[place], sorted, sortedStarts[i], length);
            sortedStarts[i + 1] = sortedStarts[i] + length;
        }
        bytes = sorted;
        starts = sortedStarts;
        times = new long[0];
        writer = new ByteWriter(words, 0);
        return this;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Event get(int index) {
        Objects.checkIndex(index, size);
        return codec.read(new ByteReader(words, bytes, starts[index]));
    }

    /** How many bytes they take. */
    int bytes() {
        return starts[size];
    }

    /** Adds the bytes of one of them to others. */
    void copy(int index, ByteWriter to) {
        to.copy(bytes, starts[index], starts[index + 1]);
    }
}
