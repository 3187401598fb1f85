package protectv.audit.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import protectv.audit.policy.ControlTitles;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.Vocabulary;

/**
 * All rules as a document.
 *
 * @param digest of the rules, lower-case hex
 * @param sections the rules by area
 * @param controls by catalogue: each control that a rule names, and its rules
 */
public record Catalogue(
        String digest, List<Section> sections, Map<String, List<ServedControl>> controls, FactDictionary dictionary) {

    /** The rules of one area. */
    public record Section(Area area, List<RuleSheet> rules) {

        public Section {
            rules = List.copyOf(rules);
        }
    }

    /** A control and the rules that serve it. */
    public record ServedControl(ControlRef ref, String title, List<Rule> rules) {

        public ServedControl {
            rules = List.copyOf(rules);
        }
    }

    public Catalogue {
        sections = List.copyOf(sections);
    }

    /** Puts the document together; the tests beside the rules are read. */
    public static Catalogue of(RuleCatalog catalog, ControlTitles titles, Vocabulary vocabulary) {
        List<Section> sections = new ArrayList<>();
        Area.group(catalog.rules())
                .forEach((area, rules) -> sections.add(new Section(
                        area,
                        rules.stream()
                                .map(rule -> RuleSheet.of(catalog.folder(), rule, titles, vocabulary))
                                .toList())));
        return new Catalogue(
                catalog.digest(), sections, controls(catalog.rules(), titles), FactDictionary.of(vocabulary));
    }

    public int ruleCount() {
        return sections.stream().mapToInt(section -> section.rules().size()).sum();
    }

    private static Map<String, List<ServedControl>> controls(List<Rule> rules, ControlTitles titles) {
        Map<ControlRef, List<Rule>> served = new TreeMap<>(new ControlOrder());
        for (Rule rule : rules) {
            rule.metadata()
                    .controls()
                    .forEach(ref -> served.computeIfAbsent(ref, key -> new ArrayList<>())
                            .add(rule));
        }
        Map<String, List<ServedControl>> byCatalogue = new TreeMap<>();
        served.forEach((ref, of) -> byCatalogue
                .computeIfAbsent(ref.catalogue(), key -> new ArrayList<>())
                .add(new ServedControl(ref, titles.title(ref), of)));
        return byCatalogue;
    }
}
