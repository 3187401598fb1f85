package protectv.audit.input;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lines that are in memory already: those of a rule's test, or one that a user asks about. */
public record TextInput(String name, String text) implements InputSource {

    @Override
    public @Nullable Instant lastModified() {
        return null;
    }

    @Override
    public long size() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
