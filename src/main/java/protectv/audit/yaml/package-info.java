/**
 * Reads the plain part of YAML that staff write: tests of rules, waivers, inventory, controls. In: the text of one file.
 * Out: nodes that know their places, and {@link protectv.audit.rule.RuleProblem}s in plain words, all of them at once.
 */
@NullMarked
package protectv.audit.yaml;

import org.jspecify.annotations.NullMarked;
