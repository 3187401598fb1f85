package protectv.audit.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the rule language's parser says, in the words of people who do not know its grammar. */
final class SyntaxMessage {

    private static final Pattern PREFIX = Pattern.compile("^\\[?(?:ERR \\d+\\])?\\s*(?:Line \\d+:\\d+)?\\s*");
    private static final Pattern UNEXPECTED =
            Pattern.compile("(?:mismatched|extraneous|no viable alternative at) input '([^']*)'");

    private SyntaxMessage() {}

    /** The first line of a message, without numbers and names of the grammar. */
    static String of(String message) {
        String first = message.strip().lines().findFirst().orElse("");
        Matcher unexpected = UNEXPECTED.matcher(first);
        if (unexpected.find()) {
            return unexpected.group(1).equals("<eof>")
                    ? "the file ends too early; see whether a bracket, then or end is missing"
                    : "\"" + unexpected.group(1) + "\" is not expected; see whether a comma, a bracket or a quote is"
                            + " missing before it";
        }
        return PREFIX.matcher(first).replaceFirst("");
    }
}
