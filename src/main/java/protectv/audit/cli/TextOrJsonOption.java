package protectv.audit.cli;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** In which form an answer is printed. */
final class TextOrJsonOption {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TextOrJson format;

    /** Prints the one that was asked for. */
    void print(Output out, Supplier<String> text, Consumer<JsonGenerator> json) throws IOException {
        switch (format) {
            case TEXT -> out.text(text.get());
            case JSON -> out.json(json);
        }
    }
}
