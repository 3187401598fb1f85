package protectv.audit.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleId;

/**
 * What a group of rules is about: the middle part of their ids.
 *
 * @param key {@code KEY} of {@code PV-KEY-001}
 * @param title for people
 * @param folder where its rules lie; empty for an area that is not one of the shipped ones
 */
public record Area(String key, String title, String folder) {

    /** Those of the shipped rules, in the order in which they are shown. */
    public static final List<Area> KNOWN = List.of(
            new Area("KEY", "Keys", "manager"),
            new Area("CLI", "Clients, as the Manager sees them", "manager"),
            new Area("GW", "Gateways and their tokens", "manager"),
            new Area("ENR", "Image enrollment tokens", "manager"),
            new Area("DB", "The Manager's database", "manager"),
            new Area("LOG", "The logs themselves", "logs"),
            new Area("SSH", "Logins", "ssh"),
            new Area("AGT", "The Client's own log", "client"));

    /** The area of a rule's id; one that is not known has its key for a title. */
    public static Area of(RuleId id) {
        return of(id.area());
    }

    /** @param key as {@code KEY} */
    public static Area of(String key) {
        return KNOWN.stream()
                .filter(area -> area.key().equals(key))
                .findFirst()
                .orElseGet(() -> new Area(key, key, ""));
    }

    /** Rules by area: known areas in their order, then others by key; within one, in the given order. */
    static Map<Area, List<Rule>> group(Collection<Rule> rules) {
        Map<Area, List<Rule>> groups = new LinkedHashMap<>();
        KNOWN.forEach(area -> groups.put(area, new ArrayList<>()));
        rules.stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .forEach(rule -> groups.computeIfAbsent(of(rule.id()), key -> new ArrayList<>())
                        .add(rule));
        groups.values().removeIf(List::isEmpty);
        return groups;
    }
}
