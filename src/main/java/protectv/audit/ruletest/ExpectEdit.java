package protectv.audit.ruletest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Changes the {@code expect} of one case in the text of its file, and of it only what differs. */
final class ExpectEdit {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.@/-]*|[0-9]+(\\.[0-9]+){3}");

    /** Words that YAML, or an older one, reads as something else than a text. */
    private static final Set<String> NOT_PLAIN = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private final String text;
    private final String lineEnd;
    private final YamlPlace expect;
    private final List<Edit> edits = new ArrayList<>();

    private record Edit(int from, int to, String by) {}

    private ExpectEdit(String text, YamlPlace expect) {
        this.text = text;
        this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        this.expect = expect;
    }

    /** The text as it should be; the same text where the {@code expect} is written in a form that is not edited. */
    static String apply(String text, YamlPlace test, Difference difference) {
        YamlPlace expect = test.field("expect");
        Integer keyEnd = test.keyEnds().get("expect");
        if (expect == null || keyEnd == null) {
            return text;
        }
        ExpectEdit edit = new ExpectEdit(text, expect);
        List<Difference.Side> found = new ArrayList<>(sides(difference, Difference.Sign.FOUND_ONLY));
        List<Integer> gone = new ArrayList<>();
        for (Difference.Side missing : sides(difference, Difference.Sign.EXPECTED_ONLY)) {
            Difference.Side same = found.stream()
                    .filter(side -> side.subject().equals(missing.subject()))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                gone.add(missing.item());
            } else {
                found.remove(same);
                edit.fields(missing, same);
            }
        }
        if (gone.isEmpty() && found.isEmpty()) {
            return edit.applied(0, text.length());
        }
        if (expect.flow()) {
            return edit.rewritten(gone, found, keyEnd + 1, test);
        }
        edit.block(gone, found, keyEnd + 1);
        return edit.applied(0, text.length());
    }

    private static List<Difference.Side> sides(Difference difference, Difference.Sign sign) {
        return difference.sides().stream().filter(side -> side.sign() == sign).toList();
    }

    /** The same subject with other lines or another count: only these values change. */
    private void fields(Difference.Side before, Difference.Side now) {
        YamlPlace item = expect.items().get(before.item());
        if (!before.lines().equals(now.lines())) {
            value(item, "lines", now.lines().toString());
        }
        if (before.count() != null && !before.count().equals(now.count())) {
            value(item, "count", String.valueOf(now.count()));
        }
    }

    private void value(YamlPlace item, String key, String by) {
        YamlPlace value = item.field(key);
        Integer keyEnd = item.keyEnds().get(key);
        if (value == null || keyEnd == null) {
            return;
        }
        boolean ownLine = text.substring(keyEnd, value.from()).contains("\n");
        edits.add(new Edit(ownLine ? keyEnd + 1 : value.from(), value.to(), ownLine ? " " + by : by));
    }

    /** A list in brackets is written anew with the items it keeps; an empty one becomes a line for each finding. */
    private String rewritten(List<Integer> gone, List<Difference.Side> found, int behindKey, YamlPlace test) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < expect.items().size(); i++) {
            if (!gone.contains(i)) {
                YamlPlace item = expect.items().get(i);
                items.add(applied(item.from(), item.to()));
            }
        }
        found.forEach(side -> items.add(written(side)));
        String list = "[" + String.join(", ", items) + "]";
        int from = expect.from();
        boolean lineEach = expect.items().isEmpty()
                && !test.flow()
                && text.substring(behindKey, expect.from()).isBlank();
        if (lineEach) {
            String indent = lineEnd + " ".repeat(test.column() + 1) + "- ";
            list = items.stream().map(item -> indent + item).collect(Collectors.joining());
            from = behindKey;
        } else if (text.substring(expect.from(), expect.to()).contains("\n")
                && text.substring(expect.from(), expect.to()).contains("#")) {
            // It may hold comments, which would be lost.
            return text;
        }
        return text.substring(0, from) + list + text.substring(expect.to());
    }

    private void block(List<Integer> gone, List<Difference.Side> found, int behindKey) {
        int dash = text.lastIndexOf('-', expect.items().get(0).from());
        String indent = text.substring(lineStart(dash), dash);
        if (!indent.isBlank()) {
            return;
        }
        for (int i : gone) {
            YamlPlace item = expect.items().get(i);
            edits.add(new Edit(lineStart(text.lastIndexOf('-', item.from())), nextLine(item.to()), ""));
        }
        if (found.isEmpty() && gone.size() == expect.items().size()) {
            edits.add(new Edit(behindKey, behindKey, " []"));
        }
        int end = nextLine(expect.to());
        boolean open = end == text.length() && !text.endsWith("\n");
        for (Difference.Side side : found) {
            String line = indent + "- " + written(side);
            edits.add(new Edit(end, end, open ? lineEnd + line : line + lineEnd));
        }
    }

    private int lineStart(int at) {
        return text.lastIndexOf('\n', at) + 1;
    }

    private int nextLine(int at) {
        // A text in several lines ends at the start of the next line.
        int from = at > 0 && text.charAt(at - 1) == '\n' ? at - 1 : at;
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private String applied(int from, int to) {
        StringBuilder edited = new StringBuilder();
        int at = from;
        List<Edit> rising = new ArrayList<>(edits);
        rising.sort(Comparator.comparingInt(Edit::from));
        for (Edit edit : rising) {
            if (edit.from() >= from && edit.to() <= to) {
                edited.append(text, at, edit.from()).append(edit.by());
                at = edit.to();
            }
        }
        return edited.append(text, at, to).toString();
    }

    private static String written(Difference.Side side) {
        boolean says = side.count() != null && side.count() != side.lines().size();
        return "{subject: " + scalar(side.subject()) + ", lines: " + side.lines()
                + (says ? ", count: " + side.count() : "") + "}";
    }

    private static String scalar(String subject) {
        if (PLAIN.matcher(subject).matches() && !NOT_PLAIN.contains(subject.toLowerCase(Locale.ROOT))) {
            return subject;
        }
        if (subject.codePoints().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            return "'" + subject.replace("'", "''") + "'";
        }
        StringBuilder quoted = new StringBuilder("\"");
        subject.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (Character.isLetterOrDigit(c) || (c >= 0x20 && c < 0x7f)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append("\\U%08x".formatted(c));
            }
        });
        return quoted.append('"').toString();
    }
}
