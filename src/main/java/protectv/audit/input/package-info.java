/**
 * Files, folders, globs and standard input in; lines out. Decompresses by content, decodes, splits at LF, in bounded
 * memory. What cannot be read to its end is said in the {@link protectv.audit.input.ReadResult}, never thrown away.
 */
@NullMarked
package protectv.audit.input;

import org.jspecify.annotations.NullMarked;
