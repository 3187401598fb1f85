package protectv.audit.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Reads some lines of an input once more. */
public final class LinePicker {

    /** A seek costs about as much as reading so many lines on. */
    private static final long WORTH_A_SEEK = 4L * LineIndex.EVERY;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputSource source;
    private final LineIndex index;
    private final int maxLineBytes;
    private final long maxChars;
    private long chars;

    /**
     * @param index of that input, when it was read
     * @param maxLineBytes of the text; as when it was read
     * @param maxChars after which a text that can only be read from its beginning is given up
     */
    public LinePicker(InputSource source, LineIndex index, int maxLineBytes, long maxChars) {
        this.source = source;
        this.index = index;
        this.maxLineBytes = maxLineBytes;
        this.maxChars = maxChars;
    }

    /** How much of a text that can only be read from its beginning was read. */
    public long chars() {
        return chars;
    }

    /**
     * Hands on those of the lines that are found; the others lie behind the end as it was, or deep in a packed text.
     *
     * @param numbers of the lines, from 1
     * @throws IOException where the input cannot be read again; some lines may have been handed on before
     */
    public void pick(NavigableSet<Long> numbers, LineSink sink) throws IOException {
        NavigableSet<Long> wanted = new TreeSet<>(numbers.headSet(index.lines(), true));
        while (!wanted.isEmpty()) {
            LineIndex.Place place = index.before(wanted.first());
            if (!pickFrom(place, wanted, sink)) {
                return;
            }
        }
    }

    /** Whether it is worth going on at another place. */
    private boolean pickFrom(LineIndex.Place place, NavigableSet<Long> wanted, LineSink sink) throws IOException {
        boolean[] goOn = {false};
        LineSplitter lines = new LineSplitter(source.name(), maxLineBytes, BUFFER_BYTES, line -> {
            chars += index.offsets().isEmpty() ? line.text().length() : 0;
            boolean more = true;
            if (line.number() == wanted.first()) {
                wanted.pollFirst();
                more = sink.accept(line);
            }
            boolean far =
                    !wanted.isEmpty() && index.before(wanted.first()).linesBefore() - line.number() > WORTH_A_SEEK;
            goOn[0] = more && far;
            return more && !far && chars <= maxChars && !wanted.isEmpty();
        });
        try (InputStream stored = source.open(place.offset())) {
            if (place.linesBefore() > 0) {
                lines.split(stored, place);
            } else {
                try (Unpacked text = Unpacked.of(source, stored)) {
                    lines.split(text);
                }
            }
        }
        return goOn[0];
    }
}
