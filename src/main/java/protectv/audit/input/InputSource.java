package protectv.audit.input;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that holds lines and can be read more than once from its beginning. */
public interface InputSource {

    /** As the user named it, with {@code /} between folders; {@code -} for standard input. */
    String name();

    /** When the file was last written; null where nobody knows, as for standard input. */
    @Nullable Instant lastModified();

    /** The bytes as they are stored, perhaps compressed. The caller closes the stream. */
    InputStream open() throws IOException;

    /** How many bytes are stored; -1 where it can only be read from its beginning to its end. */
    default long size() {
        return -1;
    }

    /** The stored bytes from one on. The caller closes the stream. */
    default InputStream open(long offset) throws IOException {
        InputStream in = open();
        try {
            in.skipNBytes(offset);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
