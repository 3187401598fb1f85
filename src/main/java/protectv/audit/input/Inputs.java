package protectv.audit.input;

import java.io.IOException;
import java.util.List;

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

    @Override
    public void close() throws IOException {
        for (InputSource source : sources) {
            if (source instanceof SpooledInput spooled) {
                spooled.close();
            }
        }
    }
}
