/**
 * What the rules found. In: rules and the events that matched them. Out: one {@link protectv.audit.finding.Finding} for
 * each rule, subject and window, in one total order.
 */
@NullMarked
package protectv.audit.finding;

import org.jspecify.annotations.NullMarked;
