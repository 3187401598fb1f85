/**
 * Runs log lines through the real parser and the real rules: the tests beside the rules, and the guide's rows. In: raw
 * lines. Out: what was expected and what came, never an exception for a test that fails.
 */
@NullMarked
package protectv.audit.ruletest;

import org.jspecify.annotations.NullMarked;
