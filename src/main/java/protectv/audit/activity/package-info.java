/**
 * Who was heard when. In: each line's source and time, in any order. Out: for each source the stretches in which it was
 * heard, and the gaps between them. What a line says is no matter here, save whether it is an event.
 */
@NullMarked
package protectv.audit.activity;

import org.jspecify.annotations.NullMarked;
