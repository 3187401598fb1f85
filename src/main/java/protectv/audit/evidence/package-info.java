/**
 * What a night leaves so that its report can be derived again: a manifest with the digests of all that went in and came
 * out, chained to that of the night before. In: a report and its files. Out: the manifest; and for one that is verified,
 * what is not as it was.
 */
@NullMarked
package protectv.audit.evidence;

import org.jspecify.annotations.NullMarked;
