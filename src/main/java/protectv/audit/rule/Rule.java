package protectv.audit.rule;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A rule with its file.
 *
 * @param file relative to the folder of the rules, with {@code /} between folders: {@code manager/key-not-found.drl}
 * @param text the file's whole text
 * @param interest the events that its condition speaks of
 * @param memories for how long before a window which of them are needed; empty where it looks at one event at a time
 * @param facts simple names of the facts that its condition speaks of
 * @param silences how long the silences are that it asks for
 * @param lists names of the lists beside the rules that it asks
 */
public record Rule(
        RuleMetadata metadata,
        String file,
        String text,
        EventInterest interest,
        List<Memory> memories,
        Set<String> facts,
        Set<Duration> silences,
        Set<String> lists) {

    public Rule {
        memories = List.copyOf(memories);
        facts = Set.copyOf(facts);
        silences = Set.copyOf(silences);
        lists = Set.copyOf(lists);
    }

    /** Events that must be known for so long before a window starts. */
    public record Memory(EventInterest events, Duration lookBack) {}

    /** What stands between {@code when} and {@code then}, with blanks for comments. */
    public String condition() {
        RuleText read = RuleText.of(file, text);
        RuleText.Part part = read.rules().get(0);
        return read.code().substring(part.when() + "when".length(), part.then());
    }

    public RuleId id() {
        return metadata.id();
    }

    /** SHA-256 of the text in UTF-8, lower-case hex: that of the file. */
    public String digest() {
        return TextDigest.of(text);
    }

    /** The text with blanks for comments; indexes are those of the text. */
    public String code() {
        return RuleText.of(file, text).code();
    }

    /** The condition for readers: comments included, without the indent that all lines share. */
    public String shownCondition() {
        RuleText.Part part = RuleText.of(file, text).rules().get(0);
        // The first line's break goes, its indent stays: it tells how far the others are in.
        String inner = text.substring(part.when() + 4, part.then()).replace("\r\n", "\n");
        return inner.replaceFirst("^[ \t]*\n", "").stripTrailing().stripIndent();
    }
}
