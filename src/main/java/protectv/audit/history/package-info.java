/** Findings and events of earlier nights: what was found, what must be remembered, and what changed. */
@NullMarked
package protectv.audit.history;

import org.jspecify.annotations.NullMarked;
