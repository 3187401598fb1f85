package protectv.audit.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    private static final String A = "a".repeat(64);

    @Test
    void what_is_written_is_read() throws Exception {
        Manifest manifest = new Manifest(new TreeMap<>(Map.of("z.drl", A, "Zürich 1.drl", A, "a/b.txt", A)));
        assertThat(Manifest.parse(manifest.bytes())).isEqualTo(manifest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "A  x\n",
                "AAAA  x",
                "AAAA x\n",
                "AAAA  \n",
                "AAAA *x\n",
                "AAAA  x\r\n",
                "AAAA  x\n\n",
                "AAAA  y\nAAAA  x\n",
                "AAAA  x\nAAAA  x\n",
                "AAAA  x\\n\n"
            })
    void any_other_form_is_refused(String text) {
        byte[] bytes = text.replace("AAAA", A).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Manifest.parse(bytes))
                .isInstanceOf(UntrustedRulesException.class)
                .hasMessageContaining("rules sign");
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        byte[] bytes = (A + "  x\n").getBytes(StandardCharsets.UTF_8);
        bytes[66] = (byte) 0xff;
        assertThatThrownBy(() -> Manifest.parse(bytes)).isInstanceOf(UntrustedRulesException.class);
    }
}
