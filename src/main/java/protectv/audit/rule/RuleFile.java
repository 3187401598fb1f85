package protectv.audit.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule file before anybody looked into it.
 *
 * @param name below the folder of rules: {@code ssh/password-guessing.drl}
 */
public record RuleFile(String name, String text) {

    private static final Pattern RULE = Pattern.compile("(?m)^[ \\t]*rule\\s+\"([^\"\n]*)\"");

    /** What it calls its rule; empty where that cannot be told. */
    public String id() {
        Matcher rule = RULE.matcher(text);
        return rule.find() ? rule.group(1) : "";
    }
}
