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
}
