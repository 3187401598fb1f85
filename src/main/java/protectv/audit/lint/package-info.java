/**
 * Looks at a folder of rules as its authors want to be told of it: every problem at its place, in the formats of editors and
 * build servers, and with the changes that mend it. In: a folder. Out: problems, and texts that show them.
 */
@NullMarked
package protectv.audit.lint;

import org.jspecify.annotations.NullMarked;
