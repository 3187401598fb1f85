package protectv.audit.yaml;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What keeps a text from being YAML, by what the library says, in words for those who write the file. */
enum YamlMistake {
    TAB("'\\\\t", "a tab stands here; indent with blanks"),
    SIGN(
            "cannot start any token|found undefined|while scanning an (?:alias|anchor)|while scanning a directive",
            "a text that begins with this sign stands in single quotes"),
    QUOTE(
            "scanning a (?:quoted|double-quoted|single-quoted) scalar",
            "a text in quotes is not closed, or holds a" + " backslash; write it in single quotes, on one line"),
    COLON(
            "could not find expected ':'",
            "a colon is missing behind this key, or the line is indented otherwise than the"
                    + " text above that it goes on with"),
    COLON_IN_TEXT(
            "mapping values are not allowed",
            "a text that holds a colon and a blank stands in single quotes; or this line is indented too far"),
    BRACKET(
            "parsing a flow",
            "a [ or { is not closed, or a comma is missing, or a text that holds such a sign stands without quotes"),
    LIST(
            "block collection|sequence entries",
            "this line is no entry of the list above; begin it with a -, below the one" + " before"),
    INDENT(
            "parsing a block mapping|<block end>",
            "this line is indented otherwise than the keys that it stands with, or a quote above it is not closed"),
    CONTROL_CHARACTER("special characters", "a character that nobody sees stands here; take it out");

    private static final String NOT_YAML = "this is not YAML: ";

    private final Pattern said;
    private final String words;

    YamlMistake(String said, String words) {
        this.said = Pattern.compile(said);
        this.words = words;
    }

    /**
     * Whether the place to show is the one at which reading stopped, and not the beginning of what was being read.
     *
     * @param message of the YAML library, which gives both
     */
    static boolean isWhereItStops(String message) {
        YamlMistake mistake = of(message);
        return mistake == LIST || mistake == INDENT;
    }

    /** @param message of the YAML library */
    static String explained(String message) {
        YamlMistake mistake = of(message);
        if (mistake != null) {
            return NOT_YAML + mistake.words;
        }
        return NOT_YAML
                + "see how the lines are indented, and put texts with signs like * & ! # { [ or : in single quotes";
    }

    private static @Nullable YamlMistake of(String message) {
        return Arrays.stream(values())
                .filter(mistake -> mistake.said.matcher(message).find())
                .findFirst()
                .orElse(null);
    }
}
