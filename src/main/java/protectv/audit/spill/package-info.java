/**
 * What does not fit into memory. In: events and findings, as many as there are. Out: the same, in order; those beyond the room
 * in memory lay in a temporary file meanwhile, and nothing in a report shows it.
 */
@NullMarked
package protectv.audit.spill;

import org.jspecify.annotations.NullMarked;
