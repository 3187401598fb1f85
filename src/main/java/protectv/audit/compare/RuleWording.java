package protectv.audit.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import protectv.audit.rule.Rule;
import protectv.audit.rule.TextDigest;

/**
 * A rule's text, its numbers apart: those that {@code rules tune} varies, and what the rule remembers and waits for. So a new
 * threshold can be told from a new rule.
 *
 * @param digest of the text with a blank in place of each number
 * @param numbers each place as it is written, in the order of the text: {@code bursts( 5, "10m"}
 */
public record RuleWording(String digest, List<String> numbers) {

    public RuleWording {
        numbers = List.copyOf(numbers);
    }

    /** Splits a rule. */
    public static RuleWording of(Rule rule) {
        SortedMap<Integer, RuleNumbers.Part> parts = new TreeMap<>();
        List<String> numbers = new ArrayList<>();
        for (RuleNumbers.Place place : RuleNumbers.all(rule)) {
            numbers.add(place.shown());
            parts.put(place.spanAt().start(), place.spanAt());
            RuleNumbers.Part threshold = place.thresholdAt();
            if (threshold != null) {
                parts.put(threshold.start(), threshold);
            }
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (RuleNumbers.Part part : parts.values()) {
            text.append(rule.text(), at, part.start()).append(' ');
            at = part.end();
        }
        text.append(rule.text(), at, rule.text().length());
        return new RuleWording(TextDigest.of(text.toString()), numbers);
    }

    /** Whether nothing but numbers makes the difference. */
    boolean differsInNumbersOnly(RuleWording other) {
        return digest.equals(other.digest) && !numbers.equals(other.numbers);
    }

    /** What became of each number that is another now: {@code bursts( 5, "10m" -> bursts( 3, "10m"}. */
    List<String> to(RuleWording later) {
        List<String> told = new ArrayList<>();
        if (numbers.size() == later.numbers.size()) {
            for (int i = 0; i < numbers.size(); i++) {
                if (!numbers.get(i).equals(later.numbers.get(i))) {
                    told.add(numbers.get(i) + " -> " + later.numbers.get(i));
                }
            }
        }
        return told;
    }
}
