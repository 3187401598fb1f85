package protectv.audit.ruletest;

import protectv.audit.rule.Rule;

/**
 * A rule with one small mistake in it.
 *
 * @param what names the mistake among those of its rule: {@code Timeline( $bursts : bursts( {5 -> 6}, "10m" ) ) from
 *     $failures}, or {@code without peer == $peer}
 * @param text the rule's whole text with the mistake
 * @param line where the mistake stands in the rule's file, from 1
 * @param column likewise
 * @param reachesFurther true where a time in the condition was changed: the rule's span must then be as long
 */
public record Mutant(Rule rule, Kind kind, String what, String text, int line, int column, boolean reachesFurther) {

    /** What sort of mistake it is. */
    public enum Kind {
        /** A number is one more or one less. */
        NUMBER,
        /** A time is a second more or less. */
        TIME,
        /** {@code after} stands for {@code before}, or the other way round. */
        ORDER,
        /** {@code ==} stands for {@code !=}, {@code >} for {@code >=}. */
        OPERATOR,
        /** A value is left out of the list behind {@code in}. */
        MEMBER,
        /** A pattern or a constraint of the condition is left out. */
        DROP
    }

    /** The line of the rule's file that the mistake is made in. */
    public String sourceLine() {
        return rule.text().lines().skip(line - 1L).findFirst().orElse("").strip();
    }

    /** {@code manager/key-not-found.drl:21:15}. */
    public String place() {
        return rule.file() + ":" + line + ":" + column;
    }
}
