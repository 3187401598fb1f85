/**
 * Lines in; events, lines of other programs and malformed lines out, one fate for each line. One class per log format.
 * Bad input is a value here, never an exception. Knows nothing of rules or windows.
 */
@NullMarked
package protectv.audit.parse;

import org.jspecify.annotations.NullMarked;
