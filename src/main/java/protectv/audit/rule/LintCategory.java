package protectv.audit.rule;

import java.util.Locale;

/** What a problem of the rules is about. */
public enum LintCategory {
    FILE(true, "a file that cannot be read, or that does not belong here"),
    SYNTAX(true, "text that the rule language cannot read"),
    SHAPE(true, "what a rule file holds, and in which order"),
    METADATA(true, "@keys that are missing, unknown, repeated or malformed"),
    VOCABULARY(true, "facts and events that there are none of"),
    CONDITION(true, "fields, operators and brackets"),
    TIME(true, "spans and waits that are missing or too short"),
    TEST(true, "a rule without its test"),
    DUPLICATE(true, "an id that two rules have"),
    CASE(false, "tests that cannot be read"),
    UNFINISHED(false, "what rules new left to fill in"),
    CONTROL(false, "controls that controls.yaml does not list"),
    NEVER(false, "conditions that nothing can fulfil"),
    SAME(false, "rules that say the same, or less than another one"),
    COST(false, "frequent events that are remembered for long");

    private final boolean error;
    private final String about;

    LintCategory(boolean error, String about) {
        this.error = error;
        this.about = about;
    }

    /** True where rules with such a problem do not load. */
    public boolean isError() {
        return error;
    }

    public String about() {
        return about;
    }

    /** {@code metadata} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
