/** What two audits have in common and what not, why, and how findings follow the numbers of a rule. */
@NullMarked
package protectv.audit.compare;

import org.jspecify.annotations.NullMarked;
