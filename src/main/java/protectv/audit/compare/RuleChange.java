package protectv.audit.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Span;

/**
 * A rule that is on one side only, or whose text or file differs.
 *
 * @param what differs, in a few words each; empty for a rule that was added or removed
 */
public record RuleChange(String id, Kind kind, String file, List<String> what) {

    public RuleChange {
        what = List.copyOf(what);
    }

    /** What became of it. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** All of them, by id. */
    static List<RuleChange> between(List<Rule> before, List<Rule> now) {
        TreeMap<String, Rule[]> byId = new TreeMap<>();
        before.forEach(rule -> byId.computeIfAbsent(rule.id().value(), id -> new Rule[2])[0] = rule);
        now.forEach(rule -> byId.computeIfAbsent(rule.id().value(), id -> new Rule[2])[1] = rule);
        List<RuleChange> changes = new ArrayList<>();
        byId.forEach((id, sides) -> {
            RuleChange change = of(id, sides[0], sides[1]);
            if (change != null) {
                changes.add(change);
            }
        });
        return changes;
    }

    private static @Nullable RuleChange of(String id, @Nullable Rule before, @Nullable Rule now) {
        if (before == null) {
            return now == null ? null : new RuleChange(id, Kind.ADDED, now.file(), List.of());
        }
        if (now == null) {
            return new RuleChange(id, Kind.REMOVED, before.file(), List.of());
        }
        List<String> what = new ArrayList<>();
        if (!before.file().equals(now.file())) {
            what.add("was " + before.file());
        }
        if (!before.text().equals(now.text())) {
            what.addAll(differences(before, now));
        }
        return what.isEmpty() ? null : new RuleChange(id, Kind.CHANGED, now.file(), what);
    }

    private static List<String> differences(Rule before, Rule now) {
        RuleMetadata old = before.metadata();
        RuleMetadata young = now.metadata();
        List<String> what = new ArrayList<>();
        told(what, "severity", old.severity().label(), young.severity().label());
        told(what, "status", label(old.status()), label(young.status()));
        told(what, "span", length(old.span()), length(young.span()));
        told(what, "grace", length(old.grace()), length(young.grace()));
        told(what, "anchor", String.valueOf(old.anchor()), String.valueOf(young.anchor()));
        told(what, "subject", old.subject(), young.subject());
        boolean words = !old.title().equals(young.title())
                || !Objects.equals(old.message(), young.message())
                || !old.cause().equals(young.cause())
                || !old.remedy().equals(young.remedy())
                || !Objects.equals(old.falsePositives(), young.falsePositives())
                || !Objects.equals(old.source(), young.source());
        if (words) {
            what.add("wording");
        }
        if (!old.controls().equals(young.controls())) {
            what.add("controls");
        }
        if (!condition(before).equals(condition(now))) {
            what.add("condition");
        }
        return what.isEmpty() ? List.of("comments or blanks") : what;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** From the word when on, without comments and with single blanks. */
    private static String condition(Rule rule) {
        String code = rule.code();
        int when = code.indexOf("\nwhen");
        return code.substring(Math.max(0, when)).strip().replaceAll("\\s+", " ");
    }

    private static String length(Duration span) {
        return span.isZero() ? "none" : Span.print(span);
    }

    private static void told(List<String> what, String name, String before, String now) {
        if (!before.equals(now)) {
            what.add(name + " " + before + " -> " + now);
        }
    }
}
