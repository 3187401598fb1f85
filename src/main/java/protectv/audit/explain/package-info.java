/**
 * Says why a rule matches some lines or does not, and why a line is read as it is. In: a rule's condition as text, and what
 * the engine sees; a parsed line. Out: a tree with a reason at each leaf. Judges conditions by itself, beside the engine; a
 * test holds that both agree.
 */
@NullMarked
package protectv.audit.explain;

import org.jspecify.annotations.NullMarked;
