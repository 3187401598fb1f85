package protectv.audit.escape;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that gives any text back exactly, and in which no character stands that a terminal would obey or hide. UTF-8, LF.
 * Writers leave the stream open.
 */
public final class SafeJson {

    private static final ObjectWriter LINE = JsonMapper.builder(JsonFactory.builder()
                    .characterEscapes(new TerminalSafe())
                    // Escaped one by one, also a half without its other half makes valid JSON.
                    .disable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build())
            .build()
            .writer();

    private static final ObjectWriter DOCUMENT = LINE.with(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withArrayEmptySeparator("")
                    .withObjectEmptySeparator(""))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private SafeJson() {}

    /**
     * Writes one value, indented for people.
     *
     * @param body writes it
     */
    public static void document(OutputStream out, Consumer<JsonGenerator> body) throws IOException {
        write(DOCUMENT, out, body);
        out.flush();
    }

    /** Writes one value on a line of its own; the caller flushes. */
    public static void line(OutputStream out, Consumer<JsonGenerator> body) throws IOException {
        write(LINE, out, body);
    }

    private static void write(ObjectWriter form, OutputStream out, Consumer<JsonGenerator> body) throws IOException {
        try (JsonGenerator json = form.createGenerator(out)) {
            body.accept(json);
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new IOException("the text cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        out.write("\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The standard escapes, and those of all else that a terminal would obey or hide. */
    private static final class TerminalSafe extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private static final int DELETE = 0x7f;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            codes[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
            return codes;
        }

        @Override
        @SuppressWarnings("NullAway") // Jackson's way to say that the character may stay as it is.
        public SerializableString getEscapeSequence(int character) {
            return VisibleText.isHidden(character)
                    ? new SerializedString(String.format(Locale.ROOT, "\\u%04X", character))
                    : null;
        }
    }
}
