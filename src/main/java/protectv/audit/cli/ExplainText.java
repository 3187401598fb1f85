package protectv.audit.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.VisibleText;
import protectv.audit.event.Event;
import protectv.audit.explain.FactFields;
import protectv.audit.explain.RuleExplanation;
import protectv.audit.explain.RuleExplanation.Leaf;
import protectv.audit.explain.Truth;
import protectv.audit.finding.Finding;
import protectv.audit.parse.LineAnatomy;
import protectv.audit.parse.LineAnatomy.Part;
import protectv.audit.parse.LineAnatomy.StampPart;
import protectv.audit.parse.Parsed;

/** What {@code explain} writes for people: at most 100 columns, text from logs written out. */
final class ExplainText {

    private static final int COLUMNS = 100;
    private static final int NAME = 12;
    private static final int MOST_SUBJECTS = 10;

    private final @Nullable String zone;

    /** @param zone what the user gave; null where UTC is assumed */
    ExplainText(@Nullable String zone) {
        this.zone = zone;
    }

    String line(LineStory story) {
        StringBuilder text = new StringBuilder();
        ExplainedInput.Line line = story.line();
        row(text, "line " + line.number(), line.text());
        row(text, "fate", fate(line.fate()));
        LineAnatomy anatomy = line.anatomy();
        if (line.year() != null) {
            row(text, "year from", line.year());
            row(text, "zone from", zoneOf(anatomy));
        }
        row(text, "read as", anatomy.parser());
        for (Part part : parts(story)) {
            String columns = part.from() + 1 == part.to() ? "" + part.to() : part.from() + 1 + "-" + part.to();
            wrap(
                    text,
                    pad("", NAME) + pad(columns, 9) + pad(part.name(), 15),
                    line.text().substring(part.from(), part.to()));
        }
        Event event = story.event();
        if (event != null) {
            row(text, "fact", event.getClass().getSimpleName());
            for (Map.Entry<String, @Nullable Object> field :
                    FactFields.of(event).entrySet()) {
                Object value = field.getValue();
                wrap(text, pad("", NAME) + pad(field.getKey(), 15), value == null ? "(none)" : value.toString());
            }
            rules(text, story);
        }
        return text.toString();
    }

    private static void rules(StringBuilder text, LineStory story) {
        if (story.found().isEmpty()) {
            row(text, "rules", "none matches with this line");
        }
        String name = "rules";
        for (Finding finding : story.found()) {
            row(
                    text,
                    name,
                    finding.rule().id() + " " + finding.rule().severity().label() + ": "
                            + finding.rule().title() + " (about " + finding.subject() + ")");
            name = "";
        }
        name = "nearly";
        for (LineStory.NearRule near : story.near()) {
            row(text, name, near.rule().id() + " " + near.rule().metadata().title() + ": " + near.why());
            name = "";
        }
    }

    static String fate(Parsed fate) {
        if (fate instanceof Parsed.Malformed malformed) {
            return "malformed: " + malformed.reason();
        }
        return fate instanceof Parsed.Found found
                ? "event \"" + found.event().event() + "\""
                : "other: not a line of ProtectV or sshd";
    }

    /** The parts of the header and, behind it, where the fields of the fact stand. */
    static List<Part> parts(LineStory story) {
        List<Part> parts = new ArrayList<>(story.line().anatomy().parts());
        Event event = story.event();
        if (event != null && !parts.isEmpty()) {
            parts.addAll(FactFields.places(event, parts.get(parts.size() - 1).from()));
        }
        parts.sort(Comparator.comparingInt(Part::from).thenComparing(Part::to, Comparator.reverseOrder()));
        return parts;
    }

    String zoneOf(LineAnatomy anatomy) {
        for (StampPart stamp : anatomy.stamps()) {
            if (stamp.decides() && stamp.zone() != null) {
                return "the line itself states " + stamp.zone();
            }
        }
        return zone == null ? "nothing: UTC is assumed (give --zone)" : "--zone " + zone;
    }

    static String rule(RuleExplanation explanation) {
        StringBuilder text = new StringBuilder();
        String verdict = switch (explanation.verdict()) {
            case YES -> "matches";
            case NO -> "does not match";
            default -> "not explained in full";
        };
        wrap(
                text,
                "",
                explanation.rule().id() + " " + explanation.rule().metadata().title() + ": " + verdict);
        int shown = 0;
        for (RuleExplanation.Found found : explanation.found()) {
            if (++shown > MOST_SUBJECTS) {
                wrap(text, "  ", "and about " + (explanation.found().size() - MOST_SUBJECTS) + " more");
                break;
            }
            String lines = found.lines().stream()
                    .limit(20)
                    .map(String::valueOf)
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("");
            wrap(
                    text,
                    "  ",
                    "about " + found.subject() + (found.lines().size() == 1 ? ": line " : ": lines ") + lines
                            + (found.lines().size() > 20 ? ", ..." : ""));
        }
        if (explanation.found().size() > 1) {
            wrap(text, "", "The first match:");
        }
        leaves(text, explanation.tree(), "");
        for (String limit : explanation.limits()) {
            wrap(text, "! ", limit);
        }
        return text.toString();
    }

    private static void leaves(StringBuilder text, List<Leaf> leaves, String indent) {
        for (Leaf leaf : leaves) {
            String mark = mark(leaf.truth());
            String why = leaf.why();
            String both = leaf.text() + (why.isEmpty() ? "" : "  -> " + why);
            boolean fits = VisibleText.width(VisibleText.escape(indent + mark + both)) <= COLUMNS;
            if (fits) {
                wrap(text, indent + mark, both);
            } else {
                wrap(text, indent + mark, leaf.text());
                if (!why.isEmpty()) {
                    wrap(text, indent + "    -> ", why);
                }
            }
            leaves(text, leaf.parts(), indent + "    ");
        }
    }

    private static String mark(Truth truth) {
        return switch (truth) {
            case YES -> "+ ";
            case NO -> "- ";
            case OPEN -> ". ";
            case UNCLEAR -> "? ";
        };
    }

    private static void row(StringBuilder text, String name, String value) {
        wrap(text, pad(name, NAME), value);
    }

    private static String pad(String text, int columns) {
        return String.format(Locale.ROOT, "%-" + columns + "s", text) + (text.length() >= columns ? " " : "");
    }

    /** Writes text behind a prefix; what is too long goes on below, as far in. */
    private static void wrap(StringBuilder text, String prefix, String value) {
        String rest = VisibleText.escape(value);
        int room = COLUMNS - prefix.length();
        String before = prefix;
        while (VisibleText.width(rest) > room) {
            int cut = fitting(rest, room);
            int blank = rest.lastIndexOf(' ', cut);
            int end = blank > room / 2 ? blank : cut;
            text.append((before + rest.substring(0, end)).stripTrailing()).append('\n');
            rest = rest.substring(end).stripLeading();
            before = " ".repeat(prefix.length());
        }
        if (!rest.isEmpty() || before.equals(prefix)) {
            text.append((before + rest).stripTrailing()).append('\n');
        }
    }

    /** How many characters of a text fit into some columns; at least one. */
    private static int fitting(String text, int columns) {
        int used = 0;
        int at = 0;
        while (at < text.length()) {
            int next = text.offsetByCodePoints(at, 1);
            used += VisibleText.width(text.substring(at, next));
            if (used > columns) {
                break;
            }
            at = next;
        }
        return Math.max(1, at);
    }
}
