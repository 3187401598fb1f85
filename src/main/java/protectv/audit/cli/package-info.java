/** The command line: wires the parts, runs them, turns what went wrong into an exit code. Nobody imports it. */
@NullMarked
package protectv.audit.cli;

import org.jspecify.annotations.NullMarked;
