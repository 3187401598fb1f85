/**
 * One audit. In: inputs, rules, and what earlier nights left. On the way: the lines are read, window after window is judged.
 * Out: the report. What a user asks for is the command line's business.
 */
@NullMarked
package protectv.audit.run;

import org.jspecify.annotations.NullMarked;
