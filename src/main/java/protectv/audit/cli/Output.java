package protectv.audit.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import protectv.audit.escape.SafeJson;
import tools.jackson.core.JsonGenerator;

/** Standard output of a command that answers in one of several forms. */
record Output(PrintWriter out) {

    void text(String text) {
        out.print(text);
        out.flush();
    }

    void json(Consumer<JsonGenerator> body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SafeJson.document(bytes, body);
        text(bytes.toString(StandardCharsets.UTF_8));
    }
}
