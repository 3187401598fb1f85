package protectv.audit.compare;

import java.util.Locale;

/** What can make two runs differ in a finding. */
public enum Cause {
    LOGS("the logs"),
    RULE("the rule"),
    THRESHOLD("a threshold or span of the rule"),
    BESIDE("a list or the inventory beside the rules"),
    WAIVERS("the waivers"),
    OPTIONS("the options"),
    EARLIER("what was remembered of earlier runs"),
    PROGRAM("the program"),
    UNKNOWN("nothing that was recorded");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** For people: {@code the logs}. */
    public String words() {
        return words;
    }

    /** For programs: {@code logs}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
