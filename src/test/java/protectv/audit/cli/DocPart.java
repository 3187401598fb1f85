package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a page that is made and not written, between two comments. */
final class DocPart {

    private DocPart() {}

    /** {@code -Dgolden.update=true} writes it anew. */
    static void assertSame(Path page, String part, String expected) throws IOException {
        String text = Files.readString(page);
        String begin = "<!-- " + part + ":begin -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- " + part + ":end -->");
        assertThat(to).as("%s has a place for its %s", page, part).isGreaterThanOrEqualTo(from);
        String updated = text.substring(0, from) + expected + text.substring(to);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, updated);
        }
        assertThat(Files.readString(page)).isEqualTo(updated);
    }
}
