/**
 * What happened: the facts that rules see. In: what the parsers read from one line. Out: immutable records. Knows
 * nothing of files, engines or reports; this is the language of the rules.
 */
@NullMarked
package protectv.audit.event;

import org.jspecify.annotations.NullMarked;
