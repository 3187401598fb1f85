/**
 * Whether the controls that rules name were met. In: findings, windows, and what was heard from which source when. Out: one
 * {@link protectv.audit.control.ControlVerdict} for each control. What was not heard is never a pass.
 */
@NullMarked
package protectv.audit.control;

import org.jspecify.annotations.NullMarked;
