package protectv.audit.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Waiver;
import protectv.audit.yaml.YamlFields;
import protectv.audit.yaml.YamlNode;
import protectv.audit.yaml.YamlReader;
import protectv.audit.yaml.YamlText;

/** {@code waivers.yaml}: the findings that somebody accepts, with who, why and until when. */
final class WaiverFile {

    static final String NAME = "waivers.yaml";

    static final Set<String> KEYS = Set.of("rule", "subject", "reason", "owner", "expires", "max-severity");

    private WaiverFile() {}

    static List<Waiver> read(YamlText file) {
        YamlNode root = YamlReader.read(file);
        YamlFields top = root == null ? null : YamlFields.of(file, "the file", root, Set.of("waivers"));
        List<Waiver> waivers = new ArrayList<>();
        int number = 0;
        for (YamlNode node : top == null ? List.<YamlNode>of() : top.list("waivers")) {
            number++;
            YamlFields fields = YamlFields.of(file, "waiver " + number, node, KEYS);
            if (fields != null) {
                add(fields, waivers);
            }
        }
        return List.copyOf(waivers);
    }

    private static void add(YamlFields fields, List<Waiver> waivers) {
        RuleId rule = fields.parsed("rule", fields.must("rule"), RuleId::new);
        String subject = fields.must("subject");
        String reason = fields.must("reason");
        String owner = fields.must("owner");
        LocalDate expires = fields.parsed("expires", fields.must("expires"), WaiverFile::date);
        Severity ceiling = fields.parsed("max-severity", fields.may("max-severity"), WaiverFile::severity);
        if (rule != null && subject != null && reason != null && owner != null && expires != null) {
            waivers.add(new Waiver(rule, subject, reason, owner, expires, ceiling));
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no date; write it as 2026-12-31", e);
        }
    }

    private static Severity severity(String text) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no severity \"" + text + "\"; it is one of "
                        + Arrays.stream(Severity.values()).map(Severity::label).collect(Collectors.joining(", "))));
    }
}
