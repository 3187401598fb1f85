package protectv.audit.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import protectv.audit.rule.Suggestion;

/** How a rule relates events; each kind has a template. */
public enum RuleKind {
    EVENT("manager", "one event"),
    THRESHOLD("ssh", "so many events within so long"),
    DISTINCT("ssh", "so many different values within so long"),
    SEQUENCE("manager", "first this, then that"),
    AFTER_ATTEMPTS("manager", "so many attempts, then something else"),
    ABSENCE("manager", "this, and then not that"),
    LIFE_CYCLE("manager", "something after its end and before a new begin, days between"),
    INCIDENT("client", "one incident from several logs"),
    SILENCE("logs", "a source that was not heard"),
    LIST("ssh", "a value that is on no list");

    private static final int FIRST_OF_SEVERAL = 50;

    private final String folder;
    private final String meaning;

    RuleKind(String folder, String meaning) {
        this.folder = folder;
        this.meaning = meaning;
    }

    /** {@code life-cycle}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Where rules of this kind lie, if nothing else says where. */
    public String folder() {
        return folder;
    }

    /** @throws IllegalArgumentException where there is no such kind; the message says which there are */
    public static RuleKind of(String label) {
        List<String> labels =
                Arrays.stream(values()).map(RuleKind::label).sorted().toList();
        return Arrays.stream(values())
                .filter(kind -> kind.label().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no kind of rule \"" + label + "\""
                        + Suggestion.of(label, labels, "") + " (" + String.join(", ", labels) + ")"));
    }

    /** The first number that ids of this kind have: those below 50 are for rules about one event. */
    int firstNumber() {
        return this == EVENT ? 1 : FIRST_OF_SEVERAL;
    }

    /** The last one. */
    int lastNumber() {
        return this == EVENT ? FIRST_OF_SEVERAL - 1 : 999;
    }

    /** The rule's text, with {@code {{id}}}, {@code {{title}}}, {@code {{folder}}} and {@code {{since}}} to be put in. */
    String rule(String inFolder) {
        return FactDictionary.resource("new/" + template(inFolder) + ".drl");
    }

    /** The test's text, with {@code {{id}}} to be put in. */
    String test(String inFolder) {
        return FactDictionary.resource("new/" + template(inFolder) + ".test.yaml");
    }

    /** Some kinds have a template of their own for a folder's facts. */
    private String template(String inFolder) {
        String own = label() + "." + inFolder;
        return RuleKind.class.getResource("new/" + own + ".drl") == null ? label() : own;
    }
}
