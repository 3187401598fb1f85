package protectv.audit.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import protectv.audit.rule.ControlRef;
import protectv.audit.yaml.YamlFields;
import protectv.audit.yaml.YamlNode;
import protectv.audit.yaml.YamlReader;
import protectv.audit.yaml.YamlText;

/** What the controls ask, in short, as {@code controls.yaml} says. */
public record ControlTitles(Map<ControlRef, String> titles) {

    static final String NAME = "controls.yaml";

    static final Set<String> KEYS = Set.of("catalogue", "edition", "id", "title");

    public ControlTitles {
        titles = Map.copyOf(titles);
    }

    /** The control's title; its id where the file does not list it. */
    public String title(ControlRef control) {
        return titles.getOrDefault(control, control.id());
    }

    static ControlTitles read(YamlText file) {
        YamlNode root = YamlReader.read(file);
        YamlFields top = root == null ? null : YamlFields.of(file, "the file", root, Set.of("controls"));
        Map<ControlRef, String> titles = new LinkedHashMap<>();
        int number = 0;
        for (YamlNode node : top == null ? List.<YamlNode>of() : top.list("controls")) {
            String what = "control " + ++number;
            YamlFields fields = YamlFields.of(file, what, node, KEYS);
            if (fields == null) {
                continue;
            }
            String catalogue = fields.must("catalogue");
            fields.may("edition");
            String id = fields.must("id");
            String title = fields.must("title");
            if (catalogue != null
                    && id != null
                    && title != null
                    && titles.putIfAbsent(new ControlRef(catalogue, id), title) != null) {
                file.problem(node, catalogue + ":" + id + " of " + what + " is listed twice; take one out");
            }
        }
        return new ControlTitles(titles);
    }
}
