package protectv.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import protectv.audit.ShippedRules;

class RuleDigestTest {

    @Test
    void the_digest_of_a_rule_is_that_of_its_file() throws Exception {
        for (Rule rule : ShippedRules.CATALOG.rules()) {
            byte[] file = Files.readAllBytes(Path.of("rules").resolve(rule.file()));
            assertThat(rule.digest())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        }
    }

    @Test
    void code_has_blanks_for_comments_at_the_same_places() {
        for (Rule rule : ShippedRules.CATALOG.rules()) {
            Rule commented = new Rule(
                    rule.metadata(),
                    rule.file(),
                    "// @span(\"1m\")\n" + rule.text(),
                    rule.interest(),
                    rule.memories(),
                    rule.facts(),
                    rule.silences(),
                    rule.lists());
            assertThat(commented.code())
                    .hasSameSizeAs(commented.text())
                    .startsWith(" ".repeat(14) + "\n")
                    .contains("rule \"" + rule.id() + "\"");
        }
    }
}
