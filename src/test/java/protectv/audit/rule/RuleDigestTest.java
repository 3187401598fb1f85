package protectv.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import protectv.audit.ShippedRules;

class RuleDigestTest {

    @Test
    void a_rule_s_digest_is_that_of_its_file() throws Exception {
        for (Rule rule : ShippedRules.CATALOG.rules()) {
            byte[] bytes = Files.readAllBytes(ShippedRules.FOLDER.resolve(rule.file()));
            assertThat(rule.digest())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
    }
}
