package protectv.audit.ruletest;

import org.jspecify.annotations.Nullable;

/**
 * What became of a mutant.
 *
 * @param reason why the rule says the same with the mistake, as its test declares; null where it declares nothing
 */
public record Verdict(Mutant mutant, Fate fate, @Nullable String reason) {

    /** How a mutant ends. */
    public enum Fate {
        /** A case of the rule's test failed. */
        NOTICED,
        /** All cases passed, as if the mistake were none. */
        SURVIVED,
        /** All cases passed, and the test says why nothing else could be. */
        EQUIVALENT,
        /** Lint or the compiler refuses it, so that no test is needed. */
        NO_RULE
    }
}
