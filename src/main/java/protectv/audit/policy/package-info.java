/**
 * What staff keep beside the rules: waivers, the inventory, lists of values, the titles of controls. In: the files of a
 * rules folder. Out: immutable values, or a {@link protectv.audit.rule.RulesException} with file, line and remedy of
 * everything that is wrong. A file that is not there says nothing.
 */
@NullMarked
package protectv.audit.policy;

import org.jspecify.annotations.NullMarked;
