/**
 * The logs themselves as facts. In: the fates of lines. Out: who was heard when, what each file told about itself, and
 * where lines are missing.
 */
@NullMarked
package protectv.audit.logfacts;

import org.jspecify.annotations.NullMarked;
