/**
 * Says why a rule matches some lines, or why it does not. In: a rule's condition as text, and what the engine sees. Out: a
 * tree with a reason at each leaf. Judges conditions by itself, beside the engine; a test holds that both agree.
 */
@NullMarked
package protectv.audit.explain;

import org.jspecify.annotations.NullMarked;
