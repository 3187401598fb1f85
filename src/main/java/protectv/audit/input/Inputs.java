package protectv.audit.input;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * What the user's arguments led to. Closing it gives the disk space of spooled standard input back; no source may be
 * opened after that.
 *
 * @param sources each file once, in the order in which they are to be read
 * @param missing what could not be found or listed, in the order of the arguments
 */
public record Inputs(List<InputSource> sources, List<MissingInput> missing) implements AutoCloseable {

    public Inputs {
        sources = List.copyOf(sources);
        missing = List.copyOf(missing);
    }

    /**
     * The same, with one who hears how many bytes were read, from several threads at once. These stay to be closed, not
     * those.
     */
    public Inputs watched(LongConsumer bytes) {
        return new Inputs(
                sources.stream()
                        .map(source -> (InputSource) new WatchedInput(source, new AtomicLong(), bytes))
                        .toList(),
                missing);
    }

    /** How many bytes the files hold; a pipe counts as none. */
    public long bytes() {
        return sources.stream().mapToLong(source -> Math.max(0, source.size())).sum();
    }

    @Override
    public void close() throws IOException {
        for (InputSource source : sources) {
            if (source instanceof SpooledInput spooled) {
                spooled.close();
            }
        }
    }
}
